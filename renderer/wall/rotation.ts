/** Off screen, a page is given so long before its turn to get its frames and be laid out. */
const prepareMs = 5000;
/** A page that is not ready by then comes up all the same: its tiles say what they wait for. */
const patienceMs = 1500;

/** Which page shows. Pages are named by their key; `…Tick` is monotonic, in milliseconds. */
export interface Rotation {
  shown: string;
  /** Its turn began, or begins again. */
  sinceTick: number;
  /** The page that is made ready off screen. */
  incoming: { key: string; sinceTick: number } | undefined;
  /** Only pages that show what calls for somebody have turns. */
  held: boolean;
}

export interface Circumstances {
  pages: readonly { key: string; seconds: number }[];
  tick: number;
  /** The pages that show what calls for somebody; empty where nothing does. */
  called: ReadonlySet<string>;
  /** One of them, whose call is new: it does not wait for its turn. */
  urgent: string | undefined;
  /** The page that somebody at the wall wants to see: it goes before what calls, and stays while it is named here. */
  chosen?: string | undefined;
  /** The pages that cannot be drawn. */
  broken: ReadonlySet<string>;
  /** The incoming page is laid out and has its newest frames. */
  isReady: boolean;
}

/** Moves on to `now.tick`: a page's turn ends, an alarm calls one up, one breaks. Undefined where none can be shown. */
export function turn(before: Rotation | undefined, now: Circumstances): Rotation | undefined {
  const { tick } = now;
  const { keys, held } = inTurn(now);
  const next = keyAfter(before?.shown, now, keys);
  if (next === undefined) return undefined;
  const isUsable = now.pages.some(({ key }) => key === before?.shown) && !now.broken.has(before?.shown ?? "");
  if (!before || !isUsable) return { shown: chosenOf(now) ?? next, sinceTick: tick, incoming: undefined, held };

  const { shown } = before;
  // A hold that begins or ends gives the page on screen its whole turn: whoever acknowledged it may still be reading.
  const sinceTick = held === before.held ? before.sinceTick : tick;
  const called = chosenOf(now) ?? (now.urgent !== undefined && keys.has(now.urgent) ? now.urgent : undefined);
  const target = called ?? next;
  const rest = { shown, sinceTick, held };
  if (target === shown) return { ...rest, incoming: undefined };
  const dueTick = called === undefined && keys.has(shown) ? sinceTick + secondsOf(shown, now) * 1000 : tick;
  if (tick < dueTick - prepareMs) return { ...rest, incoming: undefined };
  const isPrepared = before.incoming?.key === target;
  const incoming = before.incoming && isPrepared ? before.incoming : { key: target, sinceTick: tick };
  const isReady = isPrepared && now.isReady;
  const waits = tick < dueTick || (!isReady && tick < incoming.sinceTick + patienceMs);
  return waits ? { ...rest, incoming } : { shown: target, sinceTick: tick, incoming: undefined, held };
}

/** Until the next page, whole seconds rounded up; undefined where no other page has a turn. */
export function leftSeconds({ shown, sinceTick }: Rotation, now: Circumstances): number | undefined {
  const { keys } = inTurn(now);
  if (chosenOf(now) === shown || keyAfter(shown, now, keys) === shown) return undefined;
  const left = sinceTick + secondsOf(shown, now) * 1000 - now.tick;
  return keys.has(shown) ? Math.max(0, Math.ceil(left / 1000)) : 0;
}

function chosenOf({ pages, broken, chosen }: Circumstances): string | undefined {
  return pages.find(({ key }) => key === chosen && !broken.has(key))?.key;
}

/** The pages that have turns now. */
function inTurn({ pages, broken, called }: Circumstances): { keys: ReadonlySet<string>; held: boolean } {
  const usable = pages.map(({ key }) => key).filter((key) => !broken.has(key));
  const calling = usable.filter((key) => called.has(key));
  return { keys: new Set(calling.length > 0 ? calling : usable), held: calling.length > 0 };
}

/** The first of `keys` after `shown` in the order of the wall; `shown` itself where it is the only one. */
function keyAfter(shown: string | undefined, { pages }: Circumstances, keys: ReadonlySet<string>): string | undefined {
  const start = pages.findIndex(({ key }) => key === shown) + 1;
  const order = [...pages.slice(start), ...pages.slice(0, start)];
  return order.find(({ key }) => keys.has(key))?.key;
}

function secondsOf(shown: string, { pages }: Circumstances): number {
  return pages.find(({ key }) => key === shown)?.seconds ?? 0;
}

import { gentlest, type Rung, rungs, type Trouble, worse } from "./trouble.ts";

/**
 * One screen's ladder of recovery. Times are milliseconds of the monotonic clock. It is advanced by what is known of the
 * picture, and once a second by a tick; it takes at most one step at a time.
 */
export interface Ladder {
  /** Steps on each rung since the picture was last proven for long. */
  taken: Readonly<Record<Rung, number>>;
  trouble: { kind: Trouble; since: number } | undefined;
  /** So long the last step has to show what it did. */
  settledAt: number;
  provenSince: number | undefined;
  unreachableSince: number | undefined;
}

export type Happening =
  | { kind: "trouble"; trouble: Trouble }
  /** The picture is proven and as good as the page can make it. */
  | { kind: "proven" }
  | { kind: "server"; reachable: boolean }
  /** This process, the machine or the screen stood still: whatever was waited for did not have its time. */
  | { kind: "stalled" }
  | { kind: "tick" };

/** How often each rung is tried in one spell, and how long the first try has; each further one has twice the time. */
export const budget: Record<Rung, { tries: number; settleMs: number }> = {
  socket: { tries: 2, settleMs: 10_000 },
  reload: { tries: 2, settleMs: 15_000 },
  window: { tries: 2, settleMs: 30_000 },
  relaunch: { tries: 1, settleMs: 10_000 },
  exit: { tries: 1, settleMs: 0 },
};

/** A page re-opens its socket by itself, and a hung one may come back: so long that is waited for. */
export const patienceMs: Partial<Record<Trouble, number>> = { "not-live": 15_000, unresponsive: 10_000 };

/** A picture that was proven for so long has begun anew: the ladder is back at its foot. */
export const forgetMs = 600_000;

/** The server runs in this process: one that does not answer for so long needs another process. */
export const unreachableMs = 300_000;

/** After a standstill nothing is asked of anybody before that. */
const graceMs = 10_000;

/** `withoutGpu`: to relaunch without it was what brought us here. */
export function firstLadder({ withoutGpu }: { withoutGpu: boolean }): Ladder {
  return {
    taken: { socket: 0, reload: 0, window: 0, relaunch: withoutGpu ? 1 : 0, exit: 0 },
    trouble: undefined,
    settledAt: 0,
    provenSince: undefined,
    unreachableSince: undefined,
  };
}

/** What is known after something happened, and the step to take now, if any. */
export function advance(ladder: Ladder, happening: Happening, now: number): { ladder: Ladder; step?: Rung } {
  switch (happening.kind) {
    case "trouble":
      return { ladder: { ...ladder, trouble: joined(ladder.trouble, happening.trouble, now), provenSince: undefined } };
    case "proven":
      return { ladder: { ...ladder, trouble: undefined, provenSince: ladder.provenSince ?? now } };
    case "server":
      if (!happening.reachable) return { ladder: { ...ladder, unreachableSince: ladder.unreachableSince ?? now } };
      if (ladder.unreachableSince === undefined) return { ladder };
      return { ladder: { ...patient(ladder, now), unreachableSince: undefined } };
    case "stalled":
      return { ladder: patient(ladder, now) };
    case "tick":
      return climb(forgetful(ladder, now), now);
  }
}

function climb(ladder: Ladder, now: number): { ladder: Ladder; step?: Rung } {
  const rung = nextRung(ladder, now);
  if (!rung) return { ladder };
  const before = ladder.taken[rung];
  return {
    step: rung,
    ladder: {
      ...ladder,
      taken: { ...ladder.taken, [rung]: before + 1 },
      // What was wrong was so before the step: it must be seen again.
      trouble: undefined,
      settledAt: now + budget[rung].settleMs * 2 ** before,
      provenSince: undefined,
    },
  };
}

function nextRung({ taken, trouble, settledAt, unreachableSince }: Ladder, now: number): Rung | undefined {
  if (taken.exit > 0) return undefined;
  if (unreachableSince !== undefined) return now - unreachableSince >= unreachableMs ? "exit" : undefined;
  if (!trouble || now < settledAt || now - trouble.since < (patienceMs[trouble.kind] ?? 0)) return undefined;
  return rungs.slice(rungs.indexOf(gentlest[trouble.kind])).find((rung) => taken[rung] < budget[rung].tries);
}

function joined(before: Ladder["trouble"], kind: Trouble, now: number): Ladder["trouble"] {
  return before && worse(before.kind, kind) === before.kind ? before : { kind, since: now };
}

function patient(ladder: Ladder, now: number): Ladder {
  return {
    ...ladder,
    trouble: ladder.trouble && { ...ladder.trouble, since: now },
    settledAt: Math.max(ladder.settledAt, now + graceMs),
    unreachableSince: ladder.unreachableSince === undefined ? undefined : now,
  };
}

function forgetful(ladder: Ladder, now: number): Ladder {
  if (ladder.provenSince === undefined || now - ladder.provenSince < forgetMs) return ladder;
  const { relaunch } = ladder.taken;
  // Whether there is a GPU was settled when this process began.
  return { ...ladder, taken: { socket: 0, reload: 0, window: 0, relaunch, exit: 0 } };
}

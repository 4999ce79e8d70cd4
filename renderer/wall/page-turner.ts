import type { Alarm } from "../../server/protocol/messages.ts";
import type { Wall } from "../../server/protocol/wall.ts";
import type { WallStore } from "../link/store.ts";
import { callingAlarms } from "./calling.ts";
import { type KeyedPage, keepPlace, keyPages } from "./keyed-pages.ts";
import { pageOfAlarm } from "./page-of-alarm.ts";
import { type Circumstances, leftSeconds, type Rotation, turn } from "./rotation.ts";

/** A page that cannot be drawn is tried again after so long, and with each new wall. */
const retryMs = 30_000;

/** However something calls, somebody at the wall sees for so long the page that they have asked for. */
const chosenMs = 30_000;

/** What is on stage. The same object for as long as nothing of it changes. */
export interface Stage {
  /** Undefined where the wall has no page that can be drawn. */
  shown: KeyedPage | undefined;
  incoming: KeyedPage | undefined;
  /** Names of the alarms for which the shown page stands; empty where none holds it. */
  heldFor: readonly string[];
  /** An operator holds it. */
  isHeld: boolean;
  /** Titles of the pages that cannot be drawn and are skipped. */
  skipped: readonly string[];
}

const emptyStage: Stage = { shown: undefined, incoming: undefined, heldFor: [], isHeld: false, skipped: [] };

/** Where the page that is held outlives a reload. */
export type HeldMemory = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const heldKey = "nocturne.held-page";

/** Turns the wall's pages: by their seconds, and by the alarms, which call up the page that shows them. */
export class PageTurner {
  readonly #store: WallStore;
  readonly #memory: HeldMemory | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #broken = new Map<string, number>();
  #wall: Wall | undefined;
  #pages: KeyedPage[] = [];
  #rotation: Rotation | undefined;
  #calls: ReadonlyMap<string, string | undefined> = new Map();
  #urgent: string | undefined;
  #chosen: { key: string; sinceTick: number; stays: boolean } | undefined;
  /** Of the incoming page: the panels whose newest frame is still to come, and whether it is laid out. */
  #incoming = { key: "", awaited: new Set<string>(), isDrawn: false, forget: () => {} };
  #stage = emptyStage;
  #left: number | undefined;

  constructor(store: WallStore, memory?: HeldMemory) {
    this.#store = store;
    this.#memory = memory;
    const held = memory?.getItem(heldKey);
    // Long ago: what calls goes before it.
    if (held) this.#chosen = { key: held, sinceTick: Number.NEGATIVE_INFINITY, stays: true };
    for (const topic of ["wall", "alarms", "clock"] as const) store.subscribe(topic, () => this.#move());
  }

  readonly stage = () => this.#stage;
  /** Whole seconds until the next page; undefined where none is to come. */
  readonly leftSeconds = () => this.#left;

  /** The panels whose frames are needed now: those of the page on screen and of the one that is made ready. */
  panels(): string[] {
    const pages = [this.#stage.shown, this.#stage.incoming];
    const panels = pages.flatMap((keyed) => keyed?.page.panels ?? []);
    return panels.filter(({ source }) => source !== undefined).map(({ id }) => id);
  }

  readonly pages = (): readonly KeyedPage[] => this.#pages;

  /** Shows the page now; then the pages take turns again. */
  show(key: string): void {
    this.#choose(key, false);
  }

  /** Shows the page so many pages further on, or back. */
  step(by: number): void {
    const place = this.#pages.findIndex(({ key }) => key === this.#rotation?.shown);
    const page = this.#pages.at((place + by) % this.#pages.length);
    if (page) this.#choose(page.key, this.#chosen?.stays ?? false);
  }

  /** Keeps the page on screen until `resume`. What calls for somebody takes the screen all the same. */
  hold(): void {
    if (this.#rotation) this.#choose(this.#rotation.shown, true);
  }

  /** Lets the pages take turns again; the one on screen has a whole one. */
  resume(): void {
    this.#chosen = undefined;
    this.#memory?.removeItem(heldKey);
    if (this.#rotation) this.#rotation = { ...this.#rotation, sinceTick: performance.now() };
    this.#move();
  }

  #choose(key: string, stays: boolean): void {
    this.#chosen = { key, sinceTick: performance.now(), stays };
    if (stays) this.#memory?.setItem(heldKey, key);
    else this.#memory?.removeItem(heldKey);
    this.#move();
  }

  /** Told whenever `stage` or `leftSeconds` changes. The result ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The page has been laid out and painted, on screen or off it. */
  drawn(key: string): void {
    if (key !== this.#incoming.key) return;
    this.#incoming.isDrawn = true;
    this.#move();
  }

  /** The page as a whole could not be drawn. */
  failed(key: string): void {
    this.#broken.set(key, performance.now());
    this.#move();
  }

  #move(): void {
    const tick = performance.now();
    this.#takeWall();
    for (const [key, failedTick] of this.#broken) if (tick >= failedTick + retryMs) this.#broken.delete(key);
    const calling = callingAlarms(this.#store.alarms().values(), this.#wall?.sources ?? []);
    this.#takeCalls(calling);
    const now = this.#circumstances(tick);
    this.#rotation = turn(this.#rotation, now);
    this.#lapse(now);
    if (this.#rotation?.shown === this.#urgent) this.#urgent = undefined;
    this.#prepare(this.#rotation?.incoming?.key);
    this.#tell(this.#rotation && leftSeconds(this.#rotation, now), calling);
  }

  #takeWall(): void {
    const wall = this.#store.wall();
    if (wall === this.#wall) return;
    const before = this.#pages;
    this.#wall = wall;
    this.#pages = keyPages(wall?.pages ?? []);
    this.#broken.clear();
    const shown = this.#rotation && keepPlace(this.#rotation.shown, before, this.#pages);
    if (!this.#rotation || shown === this.#rotation.shown) return;
    const sinceTick = performance.now();
    this.#rotation = shown === undefined ? undefined : { ...this.#rotation, shown, sinceTick, incoming: undefined };
  }

  #takeCalls(calling: readonly Alarm[]): void {
    const surroundings = {
      pages: this.#pages.filter(({ key }) => !this.#broken.has(key)),
      shown: this.#rotation?.shown,
      frameOf: (panel: string) => this.#store.picture(panel)?.frame,
    };
    const calls = new Map(calling.map((alarm) => [alarm.id, pageOfAlarm(alarm, surroundings)]));
    const newest = calling.find(({ id }) => !this.#calls.has(id));
    if (newest) this.#urgent = calls.get(newest.id);
    else if (![...calls.values()].includes(this.#urgent)) this.#urgent = undefined;
    this.#calls = calls;
  }

  #circumstances(tick: number): Circumstances {
    const { awaited, isDrawn } = this.#incoming;
    return {
      pages: this.#pages.map(({ key, page }) => ({ key, seconds: page.seconds })),
      tick,
      called: new Set([...this.#calls.values()].filter((key) => key !== undefined)),
      urgent: this.#urgent,
      chosen: this.#chosenAt(tick),
      broken: new Set(this.#broken.keys()),
      isReady: isDrawn && awaited.size === 0,
    };
  }

  /** What was only to be shown has been, once it is on screen and nothing calls it away, or its time is over. */
  #lapse({ tick, called }: Circumstances): void {
    const chosen = this.#chosen;
    if (!chosen || chosen.stays) return;
    const isShown = chosen.key === this.#rotation?.shown && called.size === 0;
    if (isShown || tick >= chosen.sinceTick + chosenMs) this.#chosen = undefined;
  }

  #chosenAt(tick: number): string | undefined {
    if (!this.#chosen) return undefined;
    const { key, sinceTick, stays } = this.#chosen;
    const isCalled = [...this.#calls.values()].some((called) => called !== undefined);
    return tick < sinceTick + chosenMs || (stays && !isCalled) ? key : undefined;
  }

  /** Waits for the newest frame of each panel: whoever listens to this turner has the server asked for them. */
  #prepare(key = ""): void {
    if (key === this.#incoming.key) return;
    this.#incoming.forget();
    const panels = this.#pages.find((page) => page.key === key)?.page.panels ?? [];
    const awaited = new Set(panels.filter(({ source }) => source !== undefined).map(({ id }) => id));
    const forgets = [...awaited].map((id) =>
      this.#store.subscribe(`panel ${id}`, () => {
        if (awaited.delete(id) && awaited.size === 0) this.#move();
      }),
    );
    this.#incoming = { key, awaited, isDrawn: false, forget: () => forgets.forEach((forget) => forget()) };
  }

  #tell(left: number | undefined, calling: readonly Alarm[]): void {
    const shown = this.#pageOf(this.#rotation?.shown);
    const stage: Stage = {
      shown,
      incoming: this.#pageOf(this.#rotation?.incoming?.key),
      heldFor: calling.filter(({ id }) => shown && this.#calls.get(id) === shown.key).map(({ name }) => name),
      isHeld: this.#chosen?.stays === true && this.#chosen.key === shown?.key,
      skipped: this.#pages.filter(({ key }) => this.#broken.has(key)).map(({ page }) => page.title),
    };
    if (left === this.#left && isSame(stage, this.#stage)) return;
    if (!isSame(stage, this.#stage)) this.#stage = stage;
    this.#left = left;
    for (const listener of this.#listeners) listener();
  }

  #pageOf(key: string | undefined): KeyedPage | undefined {
    return this.#pages.find((page) => page.key === key);
  }
}

function isSame(one: Stage, other: Stage): boolean {
  return (
    one.shown === other.shown &&
    one.incoming === other.incoming &&
    one.isHeld === other.isHeld &&
    hasSame(one.heldFor, other.heldFor) &&
    hasSame(one.skipped, other.skipped)
  );
}

function hasSame(words: readonly string[], others: readonly string[]): boolean {
  return words.length === others.length && words.every((word, index) => word === others[index]);
}

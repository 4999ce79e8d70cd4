import { setTimeout as wait } from "node:timers/promises";
import type { UpdatesConfig } from "../config/updates.ts";
import { ExpectedError, reasonOf } from "../expected-error.ts";
import type { Apt } from "./apt.ts";
import { afterInstall, resume, versionOf } from "./apt-plan.ts";
import type { KeptMark } from "./kept-mark.ts";
import { beginInstall, giveUp, keep, mayTry, type UpdateMark, type UpdateOutcome } from "./update-mark.ts";
import { isProven, isUpdateHour, whyNotNow } from "./update-plan.ts";
import { tellOutcome } from "./update-words.ts";
import type { RunningWall } from "./wall-sight.ts";

export interface LinuxUpdatesOptions {
  config: UpdatesConfig | undefined;
  mark: KeptMark;
  apt: Pick<Apt, "installed" | "refresh" | "newerThan" | "requireRoom" | "keep" | "prune" | "install" | "takeBack">;
  /** Rejects with what is wrong where no wall answers. */
  look(): Promise<RunningWall>;
  /** A machine that only serves: other machines show the picture, and it is not asked for. */
  serverOnly: boolean;
  /** The machine goes down: what dpkg does is waited for, and nothing begun after it. */
  signal: AbortSignal;
  /** A version has so long, milliseconds, to show its first picture. */
  proveWithinMs?: number;
  now?(): number;
}

/** How a run ended. Not `ok`: somebody should look. */
export interface Ended {
  ok: boolean;
  words: string;
}

const proveEveryMs = 1000;

/** One run of `nocturne update`: settles what the last left, or else installs a newer version if it may. */
export class LinuxUpdates {
  readonly #parts: LinuxUpdatesOptions;

  constructor(parts: LinuxUpdatesOptions) {
    this.#parts = parts;
  }

  async run(): Promise<Ended> {
    const { mark, apt } = this.#parts;
    const found = mark.now;
    const next = resume(found, await apt.installed(), this.#now());
    if (next !== found) await mark.set(next);
    return next === found && next.state === "settled" ? this.#lookForNewer() : this.#act(next);
  }

  async #lookForNewer(): Promise<Ended> {
    const { config, mark, apt } = this.#parts;
    if (!config) return well("the configuration has no updates: section, so nothing is installed by itself");
    if (!isUpdateHour(config, this.#now())) return well("it is not the hour of updates");
    const installed = await apt.installed();
    if (installed.kind !== "whole")
      throw new ExpectedError(`nocturne is ${installed.status} as dpkg says; mend it: dpkg --configure -a`);
    const from = installed.version;
    const why = await this.#whyNot(config);
    if (why !== undefined) return well(`nothing is installed: ${why}`);
    await apt.refresh();
    const offer = await apt.newerThan(from);
    if (!offer) return well(`${from} is the newest`);
    const to = offer.version;
    if (!mayTry(mark.now, to, { now: this.#now() }))
      return well(`${to} was tried already; ${from} stays until a newer one`);
    await apt.prune([from, to]);
    await apt.requireRoom(offer);
    await this.#keepBoth(from, to);
    // The download may have taken long.
    const whyNot = await this.#whyNot(config);
    if (whyNot !== undefined) return well(`${to} waits: ${whyNot}`);
    this.#requireTime();
    await mark.set(beginInstall({ version: from, now: this.#now() }, to));
    const failure = await apt.install(to).then(() => undefined, reasonOf);
    const next = afterInstall(mark.now, await apt.installed(), { now: this.#now(), failure });
    await mark.set(next);
    return this.#act(next);
  }

  async #keepBoth(from: string, to: string): Promise<void> {
    const { apt } = this.#parts;
    await apt.keep(from).catch((failure: unknown) => {
      throw new ExpectedError(
        `without the package of ${from} there is no way back, so ${to} is not installed; let the repository keep it (${reasonOf(failure)})`,
      );
    });
    await apt.keep(to);
  }

  async #whyNot(config: UpdatesConfig): Promise<string | undefined> {
    const { picture, hasOpenCritical } = await this.#look();
    return whyNotNow(config, { now: this.#now(), hasOpenCritical, picture });
  }

  /** A wall that knows of no picture does not prove one. */
  async #look(): Promise<RunningWall> {
    const seen = await this.#parts.look();
    if (this.#parts.serverOnly) return { ...seen, picture: undefined };
    return { ...seen, picture: seen.picture ?? { provenAgeMs: undefined, isLive: false } };
  }

  async #act(mark: UpdateMark): Promise<Ended> {
    if (mark.state !== "settled") this.#requireTime();
    switch (mark.state) {
      case "settled":
        return report(mark.last);
      case "installing":
        throw new Error("an installation is under way that nobody carries out");
      case "proving":
        return this.#prove(mark);
      case "rolling-back":
        return this.#takeBack(mark);
    }
  }

  async #prove(mark: Extract<UpdateMark, { state: "proving" }>): Promise<Ended> {
    const present = () => ({ version: mark.to, now: this.#now() });
    const fault = await this.#faultOf(mark.to);
    const next = fault === undefined ? keep(mark, present(), this.#proof) : giveUp(mark, present(), fault);
    await this.#parts.mark.set(next);
    return this.#act(next);
  }

  async #takeBack(mark: Extract<UpdateMark, { state: "rolling-back" }>): Promise<Ended> {
    const { apt, mark: kept } = this.#parts;
    await apt.takeBack(mark.from).catch((failure: unknown) => {
      // The mark stays: the next run tries it again.
      throw new ExpectedError(`${mark.to} (${mark.why}) cannot be taken back: ${reasonOf(failure)}`);
    });
    const next = resume(mark, await apt.installed(), this.#now());
    await kept.set(next);
    if (next.state !== "settled") throw new ExpectedError(`${mark.to} is still there after ${mark.from} was installed`);
    const fault = await this.#faultOf(mark.from);
    const { words } = report(next.last);
    return {
      ok: false,
      words:
        fault === undefined ? `${words}; ${mark.from} shows its picture` : `${words}; and of ${mark.from}, ${fault}`,
    };
  }

  /** Why the running wall is not that version with a picture; undefined as soon as it is. */
  async #faultOf(debian: string): Promise<string | undefined> {
    const { proveWithinMs = 60_000 } = this.#parts;
    const until = performance.now() + proveWithinMs;
    for (;;) {
      this.#requireTime();
      const fault = await this.#look().then((seen) => this.#judge(seen, versionOf(debian)), reasonOf);
      if (fault === undefined || performance.now() >= until) return fault;
      await wait(proveEveryMs);
    }
  }

  #judge({ version, picture }: RunningWall, wanted: string): string | undefined {
    if (version !== wanted) return `the wall runs ${version} and was not started again`;
    return picture && !isProven(picture) ? "its picture was not proven in time" : undefined;
  }

  get #proof(): string {
    return this.#parts.serverOnly ? "its server answers" : "its picture is proven";
  }

  #requireTime(): void {
    if (this.#parts.signal.aborted) throw new ExpectedError("it was told to stop; the next run goes on from here");
  }

  #now(): number {
    return (this.#parts.now ?? Date.now)();
  }
}

function report(last: UpdateOutcome | undefined): Ended {
  if (!last) return well("another version was installed by hand meanwhile");
  const { words, remedy } = tellOutcome(last);
  return { ok: remedy === undefined, words };
}

function well(words: string): Ended {
  return { ok: true, words };
}

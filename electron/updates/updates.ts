import type { Logger } from "pino";
import type { UpdatesConfig } from "../../server/config/updates.ts";
import { reasonOf } from "../../server/expected-error.ts";
import type { Lifetime } from "../../server/lifetime.ts";
import type { RunningServer } from "../../server/start-server.ts";
import type { KeptMark } from "../../server/updates/kept-mark.ts";
import {
  atLaunch,
  beginInstall,
  freshMark,
  giveUp,
  keep,
  mayTry,
  type Present,
  settle,
  type UpdateMark,
} from "../../server/updates/update-mark.ts";
import { isProven, type PictureSight, whyNotNow } from "../../server/updates/update-plan.ts";
import type { Feed, Release } from "./feed.ts";
import type { InstallRequests } from "./install-requests.ts";
import type { Installers } from "./installers.ts";

export interface UpdatesOptions {
  /** The version that runs. */
  version: string;
  mark: KeptMark;
  installers: Installers;
  /** Loaded when it is first needed. */
  feed(): Promise<Feed>;
  fetch(url: string, options: { signal: AbortSignal }): Promise<Response>;
  /** Rejects unless that installer may be run. */
  prove(file: string, version: string): Promise<void>;
  requests: InstallRequests;
  picture(): PictureSight;
  log: Logger;
  lifetime: Lifetime;
}

const lookEveryMs = 60_000;
const askEveryMs = 20 * 60_000;
/** A new version has so long to show its first picture. */
const proveWithinMs = 60_000;
const proveEveryMs = 1000;

/** Longer than the task that installs heeds a request, and shorter than an installation is waited for. */
const answerWithinMs = 540_000;

type WatchedServer = Pick<RunningServer, "updates" | "hasOpenCritical">;

/**
 * Has newer versions installed in their hours, and one taken back that does not show its picture. Who installs is a
 * scheduled task that is asked for it, and ends this process as it does so.
 */
export class Updates {
  readonly #parts: UpdatesOptions;
  #askedAt = Number.NEGATIVE_INFINITY;
  #busy = false;

  constructor(parts: UpdatesOptions) {
    this.#parts = parts;
  }

  /** Settles what the last process left, before anything that a new version may be bad at. */
  async launch(): Promise<void> {
    const { mark } = this.#parts;
    const found = mark.now;
    const next = atLaunch(found, this.#present());
    if (next !== found) await this.#note(next);
    else if (next.state === "settled") return;
    await this.#act(next);
  }

  watch(server: WatchedServer): void {
    this.#parts.lifetime.every(lookEveryMs, () => void this.look(server));
  }

  async look(server: WatchedServer): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const before = this.#parts.mark.now;
      const mark = settle(await this.#heedAnswer(before, server), this.#present());
      if (mark !== before) {
        await this.#note(mark);
        await this.#act(mark);
      } else if (mark.state === "settled") await this.#lookForNewer(server);
    } catch (failure) {
      // Whatever it was: the wall that runs goes on.
      this.#parts.log.warn({ reason: reasonOf(failure) }, "not updated");
      const { mark } = this.#parts;
      if (mark.now.state === "installing") await this.#note(giveUp(mark.now, this.#present(), reasonOf(failure)));
    } finally {
      this.#busy = false;
    }
  }

  async #lookForNewer(server: WatchedServer) {
    const config = server.updates();
    if (config?.feed === undefined) return;
    const { version, mark, log } = this.#parts;
    const whyNot = () => this.#whyNot(config, server);
    if (whyNot() !== undefined || performance.now() - this.#askedAt < askEveryMs) return;
    this.#askedAt = performance.now();
    const release = await (await this.#parts.feed())(config.feed);
    if (!release || !mayTry(mark.now, release.version, this.#present())) return;
    log.info({ from: version, to: release.version }, "a newer version is there");
    await this.#fetchBoth(release);
    // The download may have taken long.
    const why = whyNot();
    if (why !== undefined) return log.info({ to: release.version, why }, "the update waits");
    await mark.set(beginInstall(this.#present(), release.version));
    await this.#parts.requests.ask(release.version);
    log.warn({ audit: "update", from: version, to: release.version }, "a newer version is to be installed");
  }

  #whyNot(config: UpdatesConfig, { hasOpenCritical }: WatchedServer): string | undefined {
    const picture = this.#parts.picture();
    return whyNotNow(config, { now: Date.now(), picture, hasOpenCritical: hasOpenCritical() });
  }

  /** What the task made of the request. One that waits while something comes up is taken back. */
  async #heedAnswer(mark: UpdateMark, server: WatchedServer): Promise<UpdateMark> {
    if (mark.state !== "installing" && mark.state !== "rolling-back") return mark;
    const { requests, log } = this.#parts;
    const request = await requests.pending();
    // What was taken back at the last look, the task may have begun just then. By now it has not.
    if (!request) return mark.state === "installing" ? freshMark : mark;
    const answer = await requests.answerTo(request);
    if (answer?.state === "started") return mark;
    if (answer) {
      await requests.withdraw();
      log.error({ version: answer.version, reason: answer.why }, "the task that installs has refused it");
      // A version that is to be taken back is asked for until its tries are used up.
      return mark.state === "installing" ? giveUp(mark, this.#present(), answer.why) : mark;
    }
    if (mark.state === "rolling-back") return mark;
    const config = server.updates();
    const why = config ? this.#whyNot(config, server) : "nothing is updated by itself any more";
    const isLate = Math.abs(Date.now() - request.at) > answerWithinMs;
    if (why === undefined && !isLate) return mark;
    await requests.withdraw();
    if (why !== undefined) log.info({ to: mark.to, why }, "the update waits");
    return isLate ? giveUp(mark, this.#present(), "nobody installs it: see nocturne doctor, updates") : mark;
  }

  /** Without a way back there is no update. */
  async #fetchBoth(release: Release): Promise<void> {
    const { installers, prove, version } = this.#parts;
    await installers.requireRoom();
    const back = () => prove(installers.pathOf(version), version);
    const isThere = (await installers.has(version)) && (await back().then(...isFulfilled));
    if (!isThere) {
      const { fetch, lifetime } = this.#parts;
      await installers.download(version, release.urlOf(version), { fetch, signal: lifetime.signal });
      await back();
    }
    await installers.copyIn(release.version, await release.download());
    await installers.prune([version, release.version]);
    await prove(installers.pathOf(release.version), release.version);
  }

  async #act(mark: UpdateMark): Promise<void> {
    switch (mark.state) {
      case "installing":
        return;
      case "settled":
        return this.#report(mark);
      case "proving":
        return this.#awaitPicture();
      case "rolling-back":
        return this.#rollBack(mark);
    }
  }

  #awaitPicture(): void {
    const watched = this.#parts.lifetime.child();
    const settled = async (next: UpdateMark) => {
      await watched.end();
      await this.#note(next);
      await this.#act(next);
    };
    watched.every(proveEveryMs, () => {
      if (isProven(this.#parts.picture()))
        void settled(keep(this.#parts.mark.now, this.#present(), "its picture is proven"));
    });
    watched.after(proveWithinMs, () => {
      void settled(giveUp(this.#parts.mark.now, this.#present(), "its picture was not proven within a minute"));
    });
  }

  async #rollBack({ from, to, why }: Extract<UpdateMark, { state: "rolling-back" }>): Promise<void> {
    const { requests, log } = this.#parts;
    log.error({ audit: "update", from, to, why }, "the new version is taken back");
    try {
      await requests.ask(from);
    } catch (failure) {
      // It is asked for again when an installer would have been done.
      log.error({ reason: reasonOf(failure) }, "the new version cannot be taken back");
    }
  }

  #report({ last }: Extract<UpdateMark, { state: "settled" }>): void {
    const { version, log } = this.#parts;
    if (last?.ended === "kept") log.info({ audit: "update", ...last }, "updated");
    else if (last) log.error({ audit: "update", version, ...last }, "not updated");
  }

  /** On a full disk it goes on with what it knows. */
  async #note(mark: UpdateMark): Promise<void> {
    await this.#parts.mark.set(mark).catch((failure: unknown) => {
      this.#parts.log.error({ reason: reasonOf(failure) }, "what becomes of the update cannot be written down");
    });
  }

  #present(): Present {
    return { version: this.#parts.version, now: Date.now() };
  }
}

const isFulfilled = [() => true, () => false] as const;

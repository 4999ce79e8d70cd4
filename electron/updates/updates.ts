import type { Logger } from "pino";
import { reasonOf } from "../../server/expected-error.ts";
import type { Lifetime } from "../../server/lifetime.ts";
import type { RunningServer } from "../../server/start-server.ts";
import type { KeptMark } from "../../server/updates/kept-mark.ts";
import {
  atLaunch,
  beginInstall,
  giveUp,
  keep,
  mayTry,
  type Present,
  settle,
  type UpdateMark,
} from "../../server/updates/update-mark.ts";
import { isProven, type PictureSight, whyNotNow } from "../../server/updates/update-plan.ts";
import type { Feed, Release } from "./feed.ts";
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
  run(file: string): Promise<void>;
  picture(): PictureSight;
  /** Ends this process, to be started again when the installer is done. */
  end(): void;
  log: Logger;
  lifetime: Lifetime;
}

const lookEveryMs = 60_000;
const askEveryMs = 20 * 60_000;
/** A new version has so long to show its first picture. */
const proveWithinMs = 60_000;
const proveEveryMs = 1000;

/** Installs newer versions in their hours, and takes one back that does not show its picture. */
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

  watch(server: Pick<RunningServer, "updates" | "hasOpenCritical">): void {
    this.#parts.lifetime.every(lookEveryMs, () => void this.look(server));
  }

  async look(server: Pick<RunningServer, "updates" | "hasOpenCritical">): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const before = this.#parts.mark.now;
      const mark = settle(before, this.#present());
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

  async #lookForNewer({ updates, hasOpenCritical }: Pick<RunningServer, "updates" | "hasOpenCritical">) {
    const config = updates();
    if (config?.feed === undefined) return;
    const { version, mark, log, picture } = this.#parts;
    const whyNot = () => whyNotNow(config, { now: Date.now(), picture: picture(), hasOpenCritical: hasOpenCritical() });
    if (whyNot() !== undefined || performance.now() - this.#askedAt < askEveryMs) return;
    this.#askedAt = performance.now();
    const release = await (await this.#parts.feed())(config.feed);
    if (!release || !mayTry(mark.now, release.version, this.#present())) return;
    log.info({ from: version, to: release.version }, "a newer version is there");
    const installer = await this.#fetchBoth(release);
    // The download may have taken long.
    const why = whyNot();
    if (why !== undefined) return log.info({ to: release.version, why }, "the update waits");
    await mark.set(beginInstall(this.#present(), release.version));
    await this.#parts.run(installer);
    log.warn({ audit: "update", from: version, to: release.version }, "a newer version is being installed");
    this.#parts.end();
  }

  /** Without a way back there is no update. */
  async #fetchBoth(release: Release): Promise<string> {
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
    const installer = installers.pathOf(release.version);
    await prove(installer, release.version);
    return installer;
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
    const { installers, prove, run, end, log } = this.#parts;
    log.error({ audit: "update", from, to, why }, "the new version is taken back");
    try {
      await prove(installers.pathOf(from), from);
      await run(installers.pathOf(from));
      end();
    } catch (failure) {
      // It is tried again when an installer would have been done.
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

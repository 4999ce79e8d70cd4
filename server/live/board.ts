import { isDeepStrictEqual } from "node:util";
import type { Logger } from "pino";
import { AlarmBook } from "../alarms/alarm-book.ts";
import type { Config, ConfigSource } from "../config/config.ts";
import type { Lifetime } from "../lifetime.ts";
import type { Hub, Intent } from "./hub.ts";
import { type Outlet, WatchedSource } from "./watched-source.ts";

export interface BoardOptions {
  hub: Hub;
  log: Logger;
  lifetime: Lifetime;
  serverUrl: string;
  onObserved(source: string): void;
}

/** Runs the sources of the present configuration and carries what they observe to the alarm book and the hub. */
export class Board {
  readonly #options: BoardOptions;
  readonly #book = new AlarmBook();
  readonly #sources = new Map<string, WatchedSource>();
  readonly #outlet: Outlet;

  constructor(options: BoardOptions) {
    const { hub, lifetime, onObserved } = options;
    this.#options = options;
    this.#outlet = {
      observed: onObserved,
      state: (state) => hub.setSource(state),
      frame: (panel, frame, observedAt) => hub.setFrame(panel, frame, observedAt),
      fault: (panel, reason) => hub.setFault(panel, reason),
      conditions: (source, conditions) => hub.applyAlarms(this.#book.observe(source, conditions, Date.now())),
    };
    lifetime.every(1000, () => this.#tick());
  }

  /** Takes over a configuration. A source or panel that it leaves as it was goes on undisturbed. */
  async apply({ sources, pages }: Config): Promise<void> {
    const wanted = new Map(sources.map((source) => [source.id, source]));
    for (const source of this.#sources.values()) {
      if (!isSame(source.config, wanted.get(source.config.id))) await this.#stop(source);
    }
    for (const source of wanted.values()) {
      if (!this.#sources.has(source.id)) this.#start(source);
    }
    const panels = Map.groupBy(
      pages.flatMap((page) => page.panels),
      ({ panel }) => panel.source,
    );
    for (const [id, source] of this.#sources) await source.show(panels.get(id) ?? []);
  }

  /** Carries out what an operator asks; the answer is why not, or nothing. */
  obey(intent: Intent, user: string): string | undefined {
    const { log, hub } = this.#options;
    const { alarm, minutes } = intent;
    const outcome =
      intent.type === "acknowledge"
        ? this.#book.acknowledge(alarm, { user, minutes, note: intent.note }, Date.now())
        : this.#book.shelve(alarm, minutes, Date.now());
    if (!outcome.ok) return outcome.reason;
    log.info({ audit: intent.type, alarm, user, minutes }, "alarm handled");
    hub.applyAlarms(outcome.changes);
    return undefined;
  }

  #start(config: ConfigSource): void {
    const { lifetime, log, serverUrl } = this.#options;
    const options = {
      lifetime: lifetime.child(),
      log: log.child({ source: config.id }),
      serverUrl,
      outlet: this.#outlet,
    };
    this.#sources.set(config.id, new WatchedSource(config, options));
  }

  async #stop(source: WatchedSource): Promise<void> {
    const { id } = source.config;
    this.#sources.delete(id);
    this.#outlet.conditions(id, []);
    await source
      .stop()
      .catch((failure: unknown) =>
        this.#options.log.error({ err: failure, source: id }, "source did not stop cleanly"),
      );
  }

  /** Time passes: sources age without a word, and acknowledgements run out. */
  #tick(): void {
    const { hub } = this.#options;
    for (const source of this.#sources.values()) {
      const state = source.state();
      if (hub.sourceState(state.id)?.freshness !== state.freshness) hub.setSource(state);
    }
    hub.applyAlarms(this.#book.expire(Date.now()));
    hub.pulse();
  }
}

function isSame(running: ConfigSource, wanted: ConfigSource | undefined): boolean {
  return wanted?.type === running.type && isDeepStrictEqual(wanted.options, running.options);
}

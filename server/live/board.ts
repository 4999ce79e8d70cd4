import { isDeepStrictEqual } from "node:util";
import type { Logger } from "pino";
import { AlarmBook, type AlarmChange } from "../alarms/alarm-book.ts";
import type { AlarmFile } from "../alarms/alarm-file.ts";
import type { AlarmIntent } from "../alarms/carry-out.ts";
import type { Config, ConfigPanel, ConfigSource } from "../config/config.ts";
import type { Lifetime } from "../lifetime.ts";
import type { HistoryEntry } from "../protocol/alarm-history.ts";
import type { ProbeAnswer, SourceReport } from "../protocol/diagnostics.ts";
import type { PanelFault, PanelFrame } from "../protocol/messages.ts";
import { panelTypes } from "../protocol/panels.ts";
import type { Hub } from "./hub.ts";
import { probeSource } from "./probe-source.ts";
import { type Outlet, WatchedSource } from "./watched-source.ts";

const notRunning = "not seen before it is saved: its source is new or changed";

export interface BoardOptions {
  hub: Hub;
  log: Logger;
  lifetime: Lifetime;
  serverUrl: string;
  /** What people did with alarms before the start, and from now on. */
  alarmFile: AlarmFile;
  onObserved(source: string): void;
}

/** Runs the sources of the present configuration and carries what they observe to the alarm book and the hub. */
export class Board {
  readonly #options: BoardOptions;
  readonly #book = new AlarmBook();
  readonly #sources = new Map<string, WatchedSource>();
  readonly #probes = new Map<string, Promise<ProbeAnswer>>();
  readonly #outlet: Outlet;

  constructor(options: BoardOptions) {
    const { hub, lifetime, alarmFile, onObserved } = options;
    this.#options = options;
    this.#book.restore(alarmFile.found, Date.now());
    alarmFile.keep(() => this.#book.handled());
    this.#outlet = {
      observed: onObserved,
      state: (state) => hub.setSource(state),
      frame: (panel, frame, observedAt) => hub.setFrame(panel, frame, observedAt),
      fault: (panel, reason) => hub.setFault(panel, reason),
      conditions: (source, conditions) => this.#publish(this.#book.observe(source, conditions, Date.now())),
    };
    lifetime.every(1000, () => this.#tick());
  }

  /** Takes over a configuration. A source or panel that it leaves as it was goes on undisturbed. */
  async apply({ sources, pages, alarms }: Config): Promise<void> {
    this.#publish(this.#book.setRules(alarms, Date.now()));
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

  /** What the panels of a configuration that is not applied would show, as far as the running sources can tell. */
  async preview({ sources, pages }: Config): Promise<{ frames: PanelFrame[]; faults: PanelFault[] }> {
    const wanted = new Map(sources.map((source) => [source.id, source]));
    const frames: PanelFrame[] = [];
    const faults: PanelFault[] = [];
    const look = async (config: ConfigPanel) => {
      const { id, source = "", type } = config.panel;
      if (panelTypes[type].draws === "nothing" || !wanted.has(source)) return;
      const running = this.#sources.get(source);
      const preview =
        running && isSame(running.config, wanted.get(source)) ? await running.preview(config) : { reason: notRunning };
      if ("reason" in preview) faults.push({ panel: id, reason: preview.reason });
      else frames.push({ panel: id, seq: 1, ...preview });
    };
    await Promise.all(pages.flatMap(({ panels }) => panels.map(look)));
    return { frames, faults };
  }

  /** Carries out what an operator asks; the answer is why not, or nothing. */
  obey(intent: AlarmIntent, user: string): string | undefined {
    const outcome = this.#book.obey(intent, user, Date.now());
    if (!outcome.ok) return outcome.reason;
    const { type: audit, ...asked } = intent;
    this.#options.log.info({ audit, user, ...asked }, "alarm handled");
    this.#publish(outcome.changes);
    return undefined;
  }

  /** What happened to an alarm (its id), or to all, and who did it: newest first. */
  alarmHistory(alarm?: string): HistoryEntry[] {
    return this.#book.history(alarm);
  }

  /** How each source stands. */
  reports(): SourceReport[] {
    return [...this.#sources.values()].map((source) => source.report());
  }

  /** Asks what a source watches, now and apart from the one that runs; undefined where there is none of that id. */
  probe(id: string): Promise<ProbeAnswer> | undefined {
    const source = this.#sources.get(id);
    const running = this.#probes.get(id);
    if (!source || running) return running;
    const probe = this.tryOut(source.config).finally(() => this.#probes.delete(id));
    this.#probes.set(id, probe);
    return probe;
  }

  /** The same for a source that this wall need not have. */
  tryOut(source: ConfigSource): Promise<ProbeAnswer> {
    const { lifetime, log, serverUrl } = this.#options;
    return probeSource(source, { lifetime, log: log.child({ source: source.id, probe: true }), serverUrl });
  }

  #publish(changes: AlarmChange[]): void {
    const { hub } = this.#options;
    hub.applyAlarms(changes);
    hub.setAlarmLoad(this.#book.load(Date.now()));
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
    this.#publish(this.#book.drop(id, Date.now()));
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
    this.#publish(this.#book.tick(Date.now()));
    hub.pulse();
  }
}

function isSame(running: ConfigSource, wanted: ConfigSource | undefined): boolean {
  return wanted?.type === running.type && isDeepStrictEqual(wanted.options, running.options);
}

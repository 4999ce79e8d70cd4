import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Logger } from "pino";
import { exceeded, judgeFrame, type Thresholds, thresholdIdentity } from "../alarms/thresholds.ts";
import type { ConfigPanel, ConfigSource } from "../config/config.ts";
import { ExpectedError, reasonOf } from "../expected-error.ts";
import { FreshnessTracker } from "../freshness.ts";
import type { Lifetime } from "../lifetime.ts";
import type { SourceReport } from "../protocol/diagnostics.ts";
import type { Frame } from "../protocol/frames.ts";
import type { SourceState } from "../protocol/messages.ts";
import { panelTypes } from "../protocol/panels.ts";
import type { Answers, Condition, Heard } from "../sources/define.ts";

import { NewestSample } from "./newest-sample.ts";

/** Views are drawn anew at most this often, however often the source observes. */
const redrawEveryMs = 100;

/** A query that nobody has asked so far is given so long for its first answer. */
const previewWithinMs = 3000;
const previewLookMs = 50;

/** What a panel would show, or why that is not known. */
export type PanelPreview = { frame: Frame; observedAt: number } | { reason: string };

/** Where what a source observes goes. */
export interface Outlet {
  observed(source: string): void;
  state(state: SourceState): void;
  frame(panel: string, frame: Frame, observedAt: number): void;
  /** Why the panel has no newer frame though its source sees. */
  fault(panel: string, reason: string): void;
  /** All that is wrong now, as the source and the panels' thresholds see it. */
  conditions(source: { id: string; cadenceMs: number }, conditions: Condition[]): void;
}

export interface WatchedSourceOptions {
  lifetime: Lifetime;
  log: Logger;
  serverUrl: string;
  outlet: Outlet;
}

interface OpenPanel {
  config: ConfigPanel;
  lifetime: Lifetime;
  thresholds: Thresholds;
  unit: string | undefined;
  newest: NewestSample;
  view(): Frame | undefined;
}

/** One running source, its freshness, and the panels that it answers. */
export class WatchedSource {
  readonly config: ConfigSource;
  readonly #options: WatchedSourceOptions;
  readonly #freshness: FreshnessTracker;
  readonly #panels = new Map<string, OpenPanel>();
  #answers: Answers = {};
  #conditions: Condition[] = [];
  #lastFailure: SourceReport["lastFailure"];
  #redrawnAt = Number.NEGATIVE_INFINITY;
  #isRedrawDue = false;

  constructor(config: ConfigSource, options: WatchedSourceOptions) {
    this.config = config;
    this.#options = options;
    this.#freshness = new FreshnessTracker(config.id, config.configured.cadenceMs);
    const { lifetime, log, serverUrl } = options;
    try {
      this.#answers = config.configured.start({
        id: config.id,
        log,
        lifetime,
        serverUrl,
        observed: (conditions = [], heard = {}) => this.#observed(conditions, heard),
        failing: (reason) => this.#failing(reason),
      });
    } catch (failure) {
      log.error({ err: failure }, "source could not start");
      this.#failing(reasonOf(failure));
    }
    options.outlet.state(this.state());
  }

  state(): SourceState {
    return this.#freshness.state();
  }

  /** For whoever looks for a fault. */
  report(): SourceReport {
    const { id, type, configured } = this.config;
    const lastFailure = this.#lastFailure;
    return { id, type, cadenceMs: configured.cadenceMs, state: this.state(), ...(lastFailure && { lastFailure }) };
  }

  stop(): Promise<void> {
    return this.#options.lifetime.end();
  }

  /** From now on answers these panels; those that it answered already go on undisturbed. */
  async show(panels: ConfigPanel[]): Promise<void> {
    const wanted = new Map(panels.map((panel) => [panel.panel.id, panel]));
    for (const [id, { config, lifetime }] of this.#panels) {
      if (isDeepStrictEqual(wanted.get(id), config)) continue;
      this.#panels.delete(id);
      await lifetime.end();
    }
    for (const config of wanted.values()) {
      if (!this.#panels.has(config.panel.id)) this.#open(config);
    }
    if (this.#redrawnAt > 0) this.#redraw();
  }

  /**
   * What a panel would show, be it one that is on no wall yet: the answer that is there to the same query, else the
   * first one to a query that is asked for this alone.
   */
  async preview(config: ConfigPanel): Promise<PanelPreview> {
    const lifetime = this.#options.lifetime.child();
    try {
      const panel = this.#asked(config, lifetime);
      const deadline = performance.now() + previewWithinMs;
      for (;;) {
        const frame = panel && judgedFrame(panel);
        if (frame) return { frame, observedAt: this.state().observedAt ?? Date.now() };
        if (!panel || lifetime.over || performance.now() > deadline) return { reason: "no answer so far" };
        await sleep(previewLookMs);
      }
    } catch (failure) {
      if (failure instanceof ExpectedError) return { reason: failure.message };
      throw failure;
    } finally {
      await lifetime.end();
    }
  }

  /** As the panel is written now, with the view of one that asks the same where there is one. */
  #asked(config: ConfigPanel, lifetime: Lifetime): OpenPanel | undefined {
    const { draws } = panelTypes[config.panel.type];
    const same = [...this.#panels.values()].find(
      (open) =>
        panelTypes[open.config.panel.type].draws === draws && isDeepStrictEqual(open.config.query, config.query),
    );
    return same ? { ...same, ...readingOf(config) } : this.#opened(config, lifetime);
  }

  #open(config: ConfigPanel): void {
    const panel = this.#opened(config, this.#options.lifetime.child());
    if (panel) this.#panels.set(config.panel.id, panel);
  }

  /** The configuration was checked against what the source can answer; a source that could not start answers nothing. */
  #opened(config: ConfigPanel, lifetime: Lifetime): OpenPanel | undefined {
    const kind = panelTypes[config.panel.type].draws;
    const view = kind === "nothing" ? undefined : this.#answers[kind]?.(config.query, lifetime);
    return view && { ...readingOf(config), lifetime, newest: new NewestSample(), view };
  }

  #observed(conditions: Condition[], heard: Heard): void {
    const { lifetime, outlet } = this.#options;
    if (lifetime.over) return;
    this.#freshness.observed(heard);
    this.#conditions = conditions;
    outlet.observed(this.config.id);
    if (this.#isRedrawDue) return;
    const waitMs = this.#redrawnAt + redrawEveryMs - performance.now();
    if (waitMs <= 0) return this.#redraw();
    this.#isRedrawDue = true;
    lifetime.after(waitMs, () => this.#redraw());
  }

  #failing(reason: string): void {
    const { lifetime, outlet } = this.#options;
    if (lifetime.over) return;
    this.#freshness.failing(reason);
    this.#lastFailure = { at: Date.now(), reason };
    outlet.state(this.state());
  }

  #redraw(): void {
    const { outlet } = this.#options;
    this.#isRedrawDue = false;
    this.#redrawnAt = performance.now();
    const state = this.state();
    const beyond = [...this.#panels.values()].flatMap((panel) => this.#draw(panel, state.observedAt ?? Date.now()));
    outlet.state(state);
    const { id, configured } = this.config;
    outlet.conditions({ id, cadenceMs: configured.cadenceMs }, [...this.#conditions, ...beyond]);
  }

  /** Publishes the panel's frame; the conditions that its thresholds make of it, or that it has none. */
  #draw(panel: OpenPanel, observedAt: number): Condition[] {
    const { config, unit, thresholds, newest } = panel;
    const { id, title, type } = config.panel;
    try {
      const frame = judgedFrame(panel);
      if (!frame) return [];
      this.#options.outlet.frame(id, frame, newest.observedAt(frame, observedAt));
      const isOne = frame.kind !== "series" || frame.series.length === 1;
      return exceeded(frame, thresholds).map(({ name, value, level }) => ({
        identity: thresholdIdentity(config.query.text, isOne ? undefined : name),
        name: isOne ? title : `${title}: ${name}`,
        severity: level,
        summary: beyondWords({ value, unit, limit: level === "critical" ? thresholds.crit : thresholds.warn }),
        labels: {},
      }));
    } catch (failure) {
      if (failure instanceof ExpectedError) {
        this.#options.outlet.fault(id, failure.message);
        // What the wall was told to watch and cannot is no all-clear. Panels that ask the same raise one alarm.
        const identity = ["answer", panelTypes[type].draws, config.query.text].filter(Boolean).join(" ");
        return [{ identity, name: title, severity: "unknown", summary: `no answer: ${failure.message}`, labels: {} }];
      }
      this.#options.log.error({ err: failure, panel: id }, "panel could not be answered");
      return [];
    }
  }
}

/** How a panel reads an answer. */
function readingOf(config: ConfigPanel): Pick<OpenPanel, "config" | "thresholds" | "unit"> {
  const { options } = config.panel;
  const thresholds = "warn" in options || "crit" in options ? options : {};
  return { config, thresholds, unit: "unit" in options ? options.unit : undefined };
}

function judgedFrame({ view, unit, thresholds }: OpenPanel): Frame | undefined {
  const answer = view();
  return answer && judgeFrame(withUnit(answer, unit), thresholds);
}

function withUnit(frame: Frame, unit: string | undefined): Frame {
  return unit === undefined || !("unit" in frame) ? frame : { ...frame, unit };
}

function beyondWords({ value, unit, limit }: { value: number; unit: string | undefined; limit: number | undefined }) {
  return [Number(value.toPrecision(3)), unit, "is beyond the limit of", limit]
    .filter((part) => part !== undefined)
    .join(" ");
}

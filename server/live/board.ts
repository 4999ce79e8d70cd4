import { isDeepStrictEqual } from "node:util";
import type { Logger } from "pino";
import { AlarmBook, type Outcome } from "../alarms/alarm-book.ts";
import { type Excess, exceeded, judgeFrame, type Thresholds } from "../alarms/thresholds.ts";
import type { Config, ConfigPanel, ConfigSource } from "../config/config.ts";
import { reasonOf } from "../expected-error.ts";
import { FreshnessTracker } from "../freshness.ts";
import type { Lifetime } from "../lifetime.ts";
import type { Frame, FrameKind } from "../protocol/frames.ts";
import { panelTypes } from "../protocol/panels.ts";
import type { Answers, Condition } from "../sources/define.ts";
import type { Hub, Intent } from "./hub.ts";

/** A source's views are drawn anew at most this often, however often it observes. */
const redrawEveryMs = 100;

interface OpenPanel {
  id: string;
  title: string;
  thresholds: Thresholds;
  unit: string | undefined;
  view(): Frame | undefined;
}

interface RunningSource {
  config: ConfigSource;
  lifetime: Lifetime;
  freshness: FreshnessTracker;
  answers: Answers;
  panels: Map<string, { config: ConfigPanel; lifetime: Lifetime; open: OpenPanel }>;
  conditions: Condition[];
  redrawnAt: number;
  redrawDue: boolean;
}

export interface BoardOptions {
  hub: Hub;
  log: Logger;
  lifetime: Lifetime;
  serverUrl: string;
  onObserved(source: string): void;
}

/** Runs the sources of the present configuration and carries what they observe to alarms, freshness and the hub. */
export class Board {
  readonly #options: BoardOptions;
  readonly #book = new AlarmBook();
  readonly #sources = new Map<string, RunningSource>();

  constructor(options: BoardOptions) {
    this.#options = options;
    options.lifetime.every(1000, () => this.#tick());
  }

  /** Takes over a configuration. A source or panel that it leaves as it was goes on undisturbed. */
  async apply(config: Config): Promise<void> {
    const wanted = new Map(config.sources.map((source) => [source.id, source]));
    for (const [id, running] of this.#sources) {
      if (!sameSource(running.config, wanted.get(id))) await this.#stop(id, running);
    }
    for (const source of wanted.values()) {
      if (!this.#sources.has(source.id)) this.#start(source);
    }
    const panels = config.pages.flatMap((page) => page.panels);
    for (const [id, running] of this.#sources) {
      await this.#openPanels(
        running,
        panels.filter(({ panel }) => panel.source === id),
      );
    }
  }

  obey(intent: Intent, user: string): string | undefined {
    const now = Date.now();
    const outcome: Outcome =
      intent.type === "acknowledge"
        ? this.#book.acknowledge(intent.alarm, { user, minutes: intent.minutes, note: intent.note }, now)
        : this.#book.shelve(intent.alarm, intent.minutes, now);
    if (!outcome.ok) return outcome.reason;
    this.#options.log.info({ audit: intent.type, alarm: intent.alarm, user, minutes: intent.minutes }, "alarm handled");
    this.#options.hub.applyAlarms(outcome.changes);
    return undefined;
  }

  #start(config: ConfigSource): void {
    const lifetime = this.#options.lifetime.child();
    const freshness = new FreshnessTracker(config.id, config.configured.cadenceMs);
    const running: RunningSource = {
      config,
      lifetime,
      freshness,
      answers: {},
      panels: new Map(),
      conditions: [],
      redrawnAt: Number.NEGATIVE_INFINITY,
      redrawDue: false,
    };
    this.#sources.set(config.id, running);
    const log = this.#options.log.child({ source: config.id });
    try {
      running.answers = config.configured.start({
        id: config.id,
        log,
        lifetime,
        serverUrl: this.#options.serverUrl,
        observed: (conditions = []) => this.#observed(running, conditions),
        failing: (reason) => this.#failing(running, reason),
      });
    } catch (failure) {
      log.error({ err: failure }, "source could not start");
      this.#failing(running, reasonOf(failure));
    }
    this.#options.hub.setSource(freshness.state());
  }

  async #stop(id: string, running: RunningSource): Promise<void> {
    this.#sources.delete(id);
    this.#options.hub.applyAlarms(this.#book.observe(id, [], Date.now()));
    await running.lifetime.end();
  }

  async #openPanels(running: RunningSource, panels: ConfigPanel[]): Promise<void> {
    const wanted = new Map(panels.map((panel) => [panel.panel.id, panel]));
    for (const [id, { config, lifetime }] of running.panels) {
      const next = wanted.get(id);
      if (next && isDeepStrictEqual(next.query, config.query) && isDeepStrictEqual(next.panel, config.panel)) continue;
      running.panels.delete(id);
      await lifetime.end();
    }
    for (const config of wanted.values()) {
      if (!running.panels.has(config.panel.id)) openPanel(running, config);
    }
    if (running.redrawnAt > 0) this.#redraw(running);
  }

  #observed(running: RunningSource, conditions: Condition[]): void {
    if (running.lifetime.over) return;
    running.freshness.observed();
    running.conditions = conditions;
    this.#options.onObserved(running.config.id);
    if (running.redrawDue) return;
    const waitMs = running.redrawnAt + redrawEveryMs - performance.now();
    if (waitMs <= 0) return this.#redraw(running);
    running.redrawDue = true;
    running.lifetime.after(waitMs, () => this.#redraw(running));
  }

  #failing(running: RunningSource, reason: string): void {
    if (running.lifetime.over) return;
    running.freshness.failing(reason);
    this.#options.hub.setSource(running.freshness.state());
  }

  #redraw(running: RunningSource): void {
    const { hub, log } = this.#options;
    running.redrawDue = false;
    running.redrawnAt = performance.now();
    const state = running.freshness.state();
    const conditions = [...running.conditions];
    for (const { open } of running.panels.values()) {
      try {
        const answer = open.view();
        if (!answer) continue;
        const frame = judgeFrame(withUnit(answer, open.unit), open.thresholds);
        conditions.push(...exceeded(frame, open.thresholds).map((excess) => thresholdCondition(open, excess)));
        hub.setFrame(open.id, frame, state.observedAt ?? Date.now());
      } catch (failure) {
        log.error({ err: failure, panel: open.id }, "panel could not be answered");
      }
    }
    hub.setSource(state);
    hub.applyAlarms(this.#book.observe(running.config.id, conditions, Date.now()));
  }

  /** Time passes: sources age without a word, and acknowledgements run out. */
  #tick(): void {
    const { hub } = this.#options;
    for (const { freshness, config } of this.#sources.values()) {
      const state = freshness.state();
      const shown = hub.sourceState(config.id);
      if (shown?.freshness !== state.freshness) hub.setSource(state);
    }
    hub.applyAlarms(this.#book.expire(Date.now()));
    hub.pulse();
  }
}

function openPanel(running: RunningSource, config: ConfigPanel): void {
  const { panel, query } = config;
  const lifetime = running.lifetime.child();
  const kind: FrameKind = panelTypes[panel.type].draws;
  const view = running.answers[kind]?.(query, lifetime);
  // The configuration was checked against what the source can answer; a source that could not start answers nothing.
  if (!view) return;
  const thresholds = "warn" in panel.options || "crit" in panel.options ? panel.options : {};
  const unit = "unit" in panel.options ? panel.options.unit : undefined;
  running.panels.set(panel.id, {
    config,
    lifetime,
    open: { id: panel.id, title: panel.title, thresholds, unit, view },
  });
}

function withUnit(frame: Frame, unit: string | undefined): Frame {
  return unit === undefined || !("unit" in frame) ? frame : { ...frame, unit };
}

/** Two panels that show the same quantity with thresholds raise one alarm: the identity is the quantity's name. */
function thresholdCondition({ title, thresholds, unit }: OpenPanel, { name, value, level }: Excess): Condition {
  const limit = level === "critical" ? thresholds.crit : thresholds.warn;
  return {
    identity: `threshold ${name}`,
    name: title === name ? title : `${title}: ${name}`,
    severity: level,
    summary: `${Number(value.toPrecision(3))} ${unit ?? ""} is beyond the limit of ${limit}`.replace("  ", " "),
    labels: {},
  };
}

function sameSource(running: ConfigSource, wanted: ConfigSource | undefined): boolean {
  return wanted?.type === running.type && isDeepStrictEqual(wanted.options, running.options);
}

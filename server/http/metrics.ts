import { monitorEventLoopDelay } from "node:perf_hooks";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Lifetime } from "../lifetime.ts";
import { asks } from "../protocol/asks.ts";
import { type Alarm, alarm, freshness, type SourceState } from "../protocol/messages.ts";
import { observeHeartbeat } from "./heartbeat-metrics.ts";
import { observePictures, type PictureReport } from "./picture-metrics.ts";
import { type ObservedSessions, observeSessions } from "./session-metrics.ts";
import { observeUpdates } from "./update-metrics.ts";

/** What is read when the metrics are asked for. */
export interface Observed extends ObservedSessions {
  version: string;
  sockets(): number;
  /** Since the start. */
  droppedFrames(): number;
  sources(): SourceState[];
  alarms(): Alarm[];
  /** Where this process shows the wall too. */
  pictures?: PictureReport | undefined;
  /** Where what became of the last update is kept. */
  updateFolder: string | undefined;
}

type Read = (set: (labels: Record<string, string>, value: number) => void) => void;

export type Metrics = ReturnType<typeof createMetrics>;

/** What the server knows of itself, in Prometheus's text form. */
export function createMetrics(observed: Observed, lifetime: Lifetime) {
  const registry = new Registry();
  const registers = [registry];

  /** A gauge that is read anew each time; `labels` is empty for a single value. */
  const gauge = (names: { name: string; help: string; labelNames?: string[] }, read: Read) =>
    new Gauge({
      ...names,
      registers,
      collect() {
        this.reset();
        read((labels, value) => this.set(labels, value));
      },
    });

  gauge({ name: "nocturne_info", help: "The version that runs.", labelNames: ["version"] }, (set) =>
    set({ version: observed.version }, 1),
  );
  gauge({ name: "nocturne_sockets", help: "Open websockets." }, (set) => set({}, observed.sockets()));
  observeDrops(observed, registry);
  observeSources(gauge, observed);
  observeAlarms(gauge, observed);
  observeProcess(gauge, lifetime);
  if (observed.updateFolder !== undefined) observeUpdates(observed.updateFolder, registry);
  if (observed.pictures) observePictures(observed.pictures, registry);

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    ...observeSessions(observed, registry),
    heartbeat: observeHeartbeat(registry),
    sourceMessages: new Counter({
      name: "nocturne_source_observations_total",
      help: "Observations by source.",
      labelNames: ["source"],
      registers,
    }),
    drawn: new Histogram({
      name: "nocturne_frame_drawn_seconds",
      help: "From a frame's publication to the word that a screen shows it.",
      buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    }),
  };
}

function observeDrops({ droppedFrames }: Observed, registry: Registry): void {
  const counter = new Counter({
    name: "nocturne_frames_dropped_total",
    help: "Messages replaced by a newer one before a slow client took them.",
    registers: [],
    collect() {
      counter.reset();
      counter.inc(droppedFrames());
    },
  });
  registry.registerMetric(counter);
}

type MakeGauge = (names: { name: string; help: string; labelNames?: string[] }, read: Read) => void;

function observeProcess(gauge: MakeGauge, lifetime: Lifetime): void {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  lifetime.onEnd(() => void delay.disable());
  gauge({ name: "process_resident_memory_bytes", help: "Resident memory." }, (set) =>
    set({}, process.memoryUsage.rss()),
  );
  gauge({ name: "nodejs_heap_used_bytes", help: "Heap in use." }, (set) => set({}, process.memoryUsage().heapUsed));
  gauge({ name: "process_cpu_seconds_total", help: "User and system time." }, (set) => {
    const { user, system } = process.cpuUsage();
    set({}, (user + system) / 1e6);
  });
  const help = "Event-loop delay since it was last asked for, 99th percentile.";
  gauge({ name: "nodejs_eventloop_lag_p99_seconds", help }, (set) => {
    set({}, delay.percentile(99) / 1e9);
    delay.reset();
  });
}

function observeSources(gauge: MakeGauge, { sources }: Observed): void {
  const help = "1 for the freshness that each source has.";
  gauge({ name: "nocturne_source_freshness", help, labelNames: ["source", "freshness"] }, (set) => {
    for (const source of sources()) {
      for (const one of freshness.options) set({ source: source.id, freshness: one }, Number(source.freshness === one));
    }
  });
  const skewHelp = "How far ahead of this server each source's clock is, where it tells.";
  gauge({ name: "nocturne_source_clock_skew_seconds", help: skewHelp, labelNames: ["source"] }, (set) => {
    for (const { id, skew } of sources()) if (skew) set({ source: id }, skew.ms / 1000);
  });
}

function observeAlarms(gauge: MakeGauge, { alarms }: Observed): void {
  const help = "Alarms by severity and workflow.";
  gauge({ name: "nocturne_alarms", help, labelNames: ["severity", "workflow"] }, (set) => {
    const groups = Map.groupBy(alarms(), ({ severity, workflow }) => `${severity} ${workflow}`);
    for (const [key, group] of groups) {
      const [severity = "", workflow = ""] = key.split(" ");
      set({ severity, workflow }, group.length);
    }
  });
  const askingHelp = "Alarms that want somebody's attention: confirmed, unacknowledged, and muted by nothing.";
  gauge({ name: "nocturne_alarms_asking", help: askingHelp, labelNames: ["severity"] }, (set) => {
    for (const severity of alarm.shape.severity.options) {
      set({ severity }, alarms().filter((one) => one.severity === severity && asks(one)).length);
    }
  });
  const quieted = "Alarms that are not confirmed yet, come and go, or stand behind others or in maintenance.";
  gauge({ name: "nocturne_alarms_quieted", help: quieted, labelNames: ["by"] }, (set) => {
    const all = alarms();
    set({ by: "soft" }, all.filter(({ state }) => state === "soft").length);
    set({ by: "flapping" }, all.filter(({ flapping }) => flapping).length);
    for (const why of ["dependency", "maintenance"]) {
      set({ by: why }, all.filter(({ muted }) => muted?.why === why).length);
    }
  });
}

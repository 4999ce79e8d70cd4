import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { z } from "zod";
import { Lifetime } from "../../../server/lifetime.ts";
import { startScriptedWall } from "../../resources/scripted-wall.ts";
import { regress } from "../regress.ts";
import { median } from "../server-start.ts";
import { frameOf, hertz, panels, scene } from "./feed.ts";
import { type AskTools, openKioskPage } from "./kiosk-page.ts";

const viewport = { width: 3840, height: 2160 };
const rounds = 3;
const warmUpMs = 5000;
const roundMs = 15_000;
const frameMs = 1000 / 60;
/** So often the heap is looked at, and so many looks it takes until all code has been compiled. */
const heapLooks = 15;
const settledAfter = 5;
const steadyAfterMinutes = 30;
/** For so many turns the report of a frame is awaited. */
const keptTurns = 300;

interface Figures {
  /** CPU time of the page's thread in a second, milliseconds. */
  scriptMs: number;
  taskMs: number;
  /** From the frame leaving the server to the report that it is on screen. */
  latencies: number[];
  /** Share of the frames that were reported as drawn; the others were replaced by newer ones before the next paint. */
  drawnShare: number;
}

/** Sixty panels at 10 Hz on a 4K screen: the wall and the page by hand in turns, then the wall alone for its memory. */
export async function benchSixtyPanels({ minutes }: { minutes: number }) {
  const byHand = await mkdtemp(join(tmpdir(), "nocturne-by-hand-"));
  try {
    const root = fileURLToPath(new URL("by-hand", import.meta.url));
    await build({ root, configFile: false, logLevel: "error", build: { outDir: byHand, emptyOutDir: true } });
    const wallFiles = fileURLToPath(new URL("../../../out/renderer", import.meta.url));
    const wall: Figures[] = [];
    const hand: Figures[] = [];
    for (let round = 0; round < rounds; round += 1) {
      hand.push(await onStage(byHand, (stage) => measure(stage, roundMs)));
      wall.push(await onStage(wallFiles, (stage) => measure(stage, roundMs)));
    }
    const heap: number[] = [];
    await onStage(wallFiles, async ({ ask }) => {
      for (let look = 0; look < heapLooks; look += 1) {
        await sleep((minutes * 60_000) / heapLooks);
        heap.push(await heapBytes(ask));
      }
    });
    const { slope, error } = regress(heap.slice(settledAfter));
    const ratios = wall.map(({ scriptMs }, round) => scriptMs / (hand[round]?.scriptMs ?? Number.NaN));
    const p99 = percentile(
      wall.flatMap(({ latencies }) => latencies),
      0.99,
    );
    const p99ByHand = percentile(
      hand.flatMap(({ latencies }) => latencies),
      0.99,
    );
    return {
      panels: panels.length,
      hertz,
      ...viewport,
      wall: summary(wall),
      byHand: summary(hand),
      scriptRatio: median(ratios),
      p99BeyondFrameMs: p99 - frameMs,
      // What is left of it where the machine itself is slow to paint.
      p99BeyondByHandMs: p99 - p99ByHand,
      heap: {
        minutes,
        bytes: heap,
        bytesPerMinute: Math.round((slope * heapLooks) / minutes),
        standardError: Math.round((error * heapLooks) / minutes),
        // Until its code has been compiled, for some five minutes, every page grows.
        isZero: minutes < steadyAfterMinutes ? `not judged below ${steadyAfterMinutes} minutes` : slope <= 2 * error,
      },
      target: { scriptRatio: 1.15, p99BeyondFrameMs: 50, "heap.isZero": true },
    };
  } finally {
    await rm(byHand, { recursive: true });
  }
}

interface Stage {
  ask: AskTools;
  latencies: number[];
  sent(): number;
}

/** Opens a page before a server that sends every panel's frame ten times a second, all at once. */
async function onStage<T>(files: string, play: (stage: Stage) => Promise<T>): Promise<T> {
  const lifetime = new Lifetime();
  const sentAt = new Map<string, number>();
  const latencies: number[] = [];
  const wall = await startScriptedWall({
    scene: scene(),
    files,
    lifetime,
    heard(message) {
      const at = message.type === "drawn" ? sentAt.get(`${message.panel} ${message.seq}`) : undefined;
      if (at !== undefined) latencies.push(performance.now() - at);
    },
  });
  try {
    const ask = await openKioskPage({ url: wall.url, viewport, lifetime });
    let turn = 0;
    const since = Date.now();
    lifetime.every(1000 / hertz, () => {
      turn += 1;
      const now = Date.now();
      for (const panel of panels) {
        const message = { type: "frame" as const, panel: panel.id, seq: turn, observedAt: now };
        sentAt.set(`${panel.id} ${turn}`, performance.now());
        sentAt.delete(`${panel.id} ${turn - keptTurns}`);
        wall.send({ ...message, frame: frameOf(panel, turn, now) });
      }
      const source = { id: "bench", freshness: "live" as const, since, observedAt: now, detail: "" };
      wall.send({ type: "source", ...source });
    });
    // Of the page's own thread: what others do to the machine at the same time does not count.
    await ask("Performance.enable", { timeDomain: "threadTicks" });
    await sleep(warmUpMs);
    if (latencies.length === 0) throw new Error(`the page of ${files} has drawn nothing in ${warmUpMs} ms`);
    return await play({ ask, latencies, sent: () => turn * panels.length });
  } finally {
    await lifetime.end();
  }
}

async function measure({ ask, latencies, sent }: Stage, ms: number): Promise<Figures> {
  const before = await metrics(ask);
  const sentBefore = sent();
  const startedAt = performance.now();
  latencies.length = 0;
  await sleep(ms);
  const seconds = (performance.now() - startedAt) / 1000;
  const after = await metrics(ask);
  const perSecond = (name: string) => (1000 * ((after.get(name) ?? 0) - (before.get(name) ?? 0))) / seconds;
  return {
    scriptMs: perSecond("ScriptDuration"),
    taskMs: perSecond("TaskDuration"),
    latencies: [...latencies],
    drawnShare: latencies.length / (sent() - sentBefore),
  };
}

const performanceMetrics = z.object({ metrics: z.array(z.object({ name: z.string(), value: z.number() })) });

async function metrics(ask: AskTools): Promise<Map<string, number>> {
  const { metrics } = performanceMetrics.parse(await ask("Performance.getMetrics"));
  return new Map(metrics.map(({ name, value }) => [name, value]));
}

/** After everything that nobody holds any more was collected. */
async function heapBytes(ask: AskTools): Promise<number> {
  await ask("HeapProfiler.collectGarbage");
  return (await metrics(ask)).get("JSHeapUsedSize") ?? Number.NaN;
}

function summary(all: Figures[]) {
  const latencies = all.flatMap((one) => one.latencies);
  return {
    scriptMsPerSecond: median(all.map(({ scriptMs }) => scriptMs)),
    taskMsPerSecond: median(all.map(({ taskMs }) => taskMs)),
    drawnShare: median(all.map(({ drawnShare }) => drawnShare)),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type CDPSession, chromium, type Page } from "playwright";
import { build } from "vite";
import { Lifetime } from "../../../server/lifetime.ts";
import { chromiumFlags, chromiumPath } from "../../resources/chromium.ts";
import { startScriptedWall } from "../../resources/scripted-wall.ts";
import { regress } from "../regress.ts";
import { median } from "../server-start.ts";
import { frameOf, hertz, panels, scene } from "./feed.ts";

const viewport = { width: 3840, height: 2160 };
const rounds = 3;
const warmUpMs = 5000;
const roundMs = 15_000;
const frameMs = 1000 / 60;
/** So often the heap is looked at, and so many looks it takes until all code has been compiled. */
const heapLooks = 15;
const settledAfter = 5;
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
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  try {
    const root = fileURLToPath(new URL("by-hand", import.meta.url));
    await build({ root, configFile: false, logLevel: "error", build: { outDir: byHand, emptyOutDir: true } });
    const wallFiles = fileURLToPath(new URL("../../../out/renderer", import.meta.url));
    const of = async <T>(files: string, stage: (stage: Stage) => Promise<T>) => {
      const page = await browser.newPage({ viewport });
      try {
        return await onStage(page, files, stage);
      } finally {
        await page.close();
      }
    };
    const wall: Figures[] = [];
    const hand: Figures[] = [];
    for (let round = 0; round < rounds; round += 1) {
      hand.push(await of(byHand, (stage) => measure(stage, roundMs)));
      wall.push(await of(wallFiles, (stage) => measure(stage, roundMs)));
    }
    const heap: number[] = [];
    await of(wallFiles, async (stage) => {
      for (let look = 0; look < heapLooks; look += 1) {
        await sleep((minutes * 60_000) / heapLooks);
        heap.push(await heapBytes(stage.cdp));
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
        isZero: slope <= 2 * error,
      },
      target: { scriptRatio: 1.15, p99BeyondFrameMs: 50, "heap.isZero": true },
    };
  } finally {
    await browser.close();
    await rm(byHand, { recursive: true });
  }
}

interface Stage {
  cdp: CDPSession;
  latencies: number[];
  sent(): number;
}

/** Opens a page before a server that sends every panel's frame ten times a second, all at once. */
async function onStage<T>(page: Page, files: string, play: (stage: Stage) => Promise<T>): Promise<T> {
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
    await page.goto(wall.url);
    await page.waitForSelector(".tile canvas");
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
    const cdp = await page.context().newCDPSession(page);
    // Of the page's own thread: what others do to the machine at the same time does not count.
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    await sleep(warmUpMs);
    return await play({ cdp, latencies, sent: () => turn * panels.length });
  } finally {
    await lifetime.end();
  }
}

async function measure({ cdp, latencies, sent }: Stage, ms: number): Promise<Figures> {
  const before = await metrics(cdp);
  const sentBefore = sent();
  const startedAt = performance.now();
  latencies.length = 0;
  await sleep(ms);
  const seconds = (performance.now() - startedAt) / 1000;
  const after = await metrics(cdp);
  const perSecond = (name: string) => (1000 * ((after.get(name) ?? 0) - (before.get(name) ?? 0))) / seconds;
  return {
    scriptMs: perSecond("ScriptDuration"),
    taskMs: perSecond("TaskDuration"),
    latencies: [...latencies],
    drawnShare: latencies.length / (sent() - sentBefore),
  };
}

async function metrics(cdp: CDPSession): Promise<Map<string, number>> {
  const answer = await cdp.send("Performance.getMetrics");
  return new Map(answer.metrics.map(({ name, value }) => [name, value]));
}

/** After everything that nobody holds any more was collected. */
async function heapBytes(cdp: CDPSession): Promise<number> {
  await cdp.send("HeapProfiler.collectGarbage");
  return (await metrics(cdp)).get("JSHeapUsedSize") ?? Number.NaN;
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

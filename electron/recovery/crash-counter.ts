import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { z } from "zod";
import { writeFileAtomically } from "../../server/atomic-file.ts";
import { reasonOf } from "../../server/expected-error.ts";
import type { Lifetime } from "../../server/lifetime.ts";

const crashCounter = z.strictObject({
  /** GPU processes that died, and runs that ended before their picture was good for long, since the last good run. */
  gpuDeaths: z.int().min(0),
  earlyDeaths: z.int().min(0),
  /** Found at the next launch: `early` died before its time, `good` had shown a good picture, `ended` was told to end. */
  run: z.enum(["early", "good", "ended"]),
});
export type CrashCounter = z.infer<typeof crashCounter>;

export const freshCounter: CrashCounter = { gpuDeaths: 0, earlyDeaths: 0, run: "ended" };

/** So many of either, and the next run does without the GPU. */
const deathsThatCount = 3;

/** A picture that was proven for so long was a good one. After a run of so long the deaths before it are forgotten. */
export const goodAfterMs = 600_000;
export const forgetAfterMs = 24 * 3_600_000;

export type Outcome = "gpu-died" | "good" | "long-good" | "ended" | "needs-no-gpu";

/** The counter of the run that begins now, by what the last one left. */
export function atLaunch(found: CrashCounter): CrashCounter {
  return { ...found, earlyDeaths: found.earlyDeaths + Number(found.run === "early"), run: "early" };
}

export function doesWithoutGpu({ gpuDeaths, earlyDeaths }: CrashCounter): boolean {
  return gpuDeaths >= deathsThatCount || earlyDeaths >= deathsThatCount;
}

export function after(counter: CrashCounter, outcome: Outcome): CrashCounter {
  switch (outcome) {
    case "gpu-died":
      return { ...counter, gpuDeaths: counter.gpuDeaths + 1 };
    case "good":
      // Without the GPU all is well: that is no reason to take it again at the next launch.
      return { ...counter, earlyDeaths: doesWithoutGpu(counter) ? counter.earlyDeaths : 0, run: "good" };
    case "long-good":
      return { gpuDeaths: 0, earlyDeaths: 0, run: "good" };
    case "ended":
      return { ...counter, run: "ended" };
    case "needs-no-gpu":
      return { ...counter, gpuDeaths: Math.max(counter.gpuDeaths, deathsThatCount), run: "ended" };
  }
}

export interface KeptCounter {
  withoutGpu: boolean;
  /** GPU processes that died, this run's among them. */
  gpuDeaths(): number;
  /** Fulfilled when it is on the disk, or cannot be: a full disk is no reason to show no wall. */
  count(outcome: Outcome): Promise<void>;
}

/** Reads at once, since the GPU can be turned off only before Electron is ready; then notes that a run has begun. */
export function openCrashCounter(folder: string, log: Logger): KeptCounter {
  const file = join(folder, "crash-counter.json");
  let counter = atLaunch(readCounter(file, log));
  let written = Promise.resolve();
  const write = () => {
    const text = JSON.stringify(counter);
    written = written
      .then(() => writeFileAtomically(file, text))
      .catch((failure: unknown) => log.warn({ reason: reasonOf(failure) }, "the crash counter cannot be written"));
    return written;
  };
  void write();
  return {
    withoutGpu: doesWithoutGpu(counter),
    gpuDeaths: () => counter.gpuDeaths,
    count(outcome) {
      counter = after(counter, outcome);
      return write();
    },
  };
}

/** A picture that was proven within the last minute is looked at once a minute. */
const lookEveryMs = 60_000;

/** Counts a run as good once its picture was proven for long, whatever comes of it later. */
export function countGoodRun(counter: KeptCounter, provenAgeMs: () => number | undefined, lifetime: Lifetime): void {
  let goodMs = 0;
  lifetime.every(lookEveryMs, () => {
    const before = goodMs;
    goodMs = (provenAgeMs() ?? Number.POSITIVE_INFINITY) <= lookEveryMs ? goodMs + lookEveryMs : 0;
    const passed = (ms: number) => before < ms && goodMs >= ms;
    if (passed(goodAfterMs)) void counter.count("good");
    if (passed(forgetAfterMs)) void counter.count("long-good");
  });
}

function readCounter(file: string, log: Logger): CrashCounter {
  try {
    return crashCounter.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (failure) {
    const isMissing = failure instanceof Error && "code" in failure && failure.code === "ENOENT";
    if (!isMissing) log.warn({ reason: reasonOf(failure) }, "the crash counter cannot be read; it begins anew");
    return freshCounter;
  }
}

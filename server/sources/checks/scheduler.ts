import type { Logger } from "pino";
import { ExpectedError, reasonOf } from "../../expected-error.ts";
import type { Lifetime } from "../../lifetime.ts";
import { spokenDuration } from "../plain-words.ts";
import { down, type Finding, type Probe, unknown } from "./finding.ts";

/** The first check of every target is made within this time, so that the wall fills at once. */
const firstRoundMs = 1000;
/**
 * So much earlier than its place a check may come, so that several walls do not march in step: a twentieth of the cadence
 * and no more than this, since a target that goes down is to be seen within one cadence and a second.
 */
const mostJitterMs = 250;
/** Multiples of it, taken without their whole part, divide a circle evenly however many there are. */
const goldenRatio = (Math.sqrt(5) - 1) / 2;

interface Job {
  name: string;
  probe: Probe;
  lifetime: Lifetime;
  /** Its place within the cadence, from 0 to 1. */
  phase: number;
  state: "idle" | "waiting" | "running";
  /** When its turn came, on the monotonic clock. */
  dueAt: number;
}

export interface SchedulerOptions {
  lifetime: Lifetime;
  log: Logger;
  every: number;
  timeout: number;
  concurrency: number;
  /** `at`: when the check began, epoch milliseconds. */
  found(name: string, finding: Finding, at: number): void;
}

/**
 * Checks every target once per cadence, evenly spread, at most `concurrency` at the same time. No target is checked twice
 * at once. One that waits for its turn so long that the next is due is reported as unknown: nothing is known of it.
 */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #startedAt = performance.now();
  readonly #waiting = new Set<Job>();
  #running = 0;
  #phase = Math.random();

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  /** Begins to check a target. The result ends it. */
  add(name: string, probe: Probe): () => void {
    const { lifetime, every } = this.#options;
    this.#phase = (this.#phase + goldenRatio) % 1;
    const job: Job = { name, probe, lifetime: lifetime.child(), phase: this.#phase, state: "idle", dueAt: 0 };
    job.lifetime.onEnd(() => void this.#waiting.delete(job));
    job.lifetime.after(job.phase * Math.min(firstRoundMs, every / 2), () => this.#turn(job));
    return () => void job.lifetime.end();
  }

  #turn(job: Job): void {
    job.lifetime.after(this.#untilNext(job), () => this.#turn(job));
    if (job.state === "idle") {
      job.state = "waiting";
      job.dueAt = performance.now();
      this.#waiting.add(job);
      this.#startWaiting();
    } else if (job.state === "waiting" && performance.now() - job.dueAt >= this.#options.every / 2) {
      const { found, concurrency } = this.#options;
      const reason = `not checked in time: ${concurrency} slow checks at once are the limit; raise concurrency or every`;
      found(job.name, unknown(reason), Date.now());
    }
  }

  /** To its place in the circle of the cadence: never longer than a cadence and twice the jitter from now. */
  #untilNext({ phase }: Job): number {
    const { every } = this.#options;
    const jitterMs = Math.min(mostJitterMs, every / 20);
    const now = performance.now();
    const origin = this.#startedAt + phase * every;
    // A check that came early is not followed by another at its own place.
    const next = origin + Math.ceil((now + 2 * jitterMs - origin) / every) * every;
    return next - now - Math.random() * jitterMs;
  }

  #startWaiting(): void {
    const { lifetime, concurrency } = this.#options;
    for (const job of this.#waiting) {
      // While everything is being stopped, what ends makes room for nothing.
      if (lifetime.over || this.#running >= concurrency) return;
      this.#waiting.delete(job);
      void this.#run(job);
    }
  }

  async #run(job: Job): Promise<void> {
    const { found } = this.#options;
    job.state = "running";
    this.#running += 1;
    const at = Date.now();
    const run = job.lifetime.child();
    const finding = await this.#checkOnce(job, run);
    await run.end();
    this.#running -= 1;
    job.state = "idle";
    if (finding && !job.lifetime.over) found(job.name, finding, at);
    this.#startWaiting();
  }

  /** Undefined where `run` was ended from outside. */
  #checkOnce({ name, probe }: Job, run: Lifetime): Promise<Finding | undefined> {
    const { timeout, log } = this.#options;
    const probed = probe(run).catch((failure: unknown) => {
      if (failure instanceof ExpectedError) return down(failure.message);
      log.error({ err: failure, target: name }, "check failed");
      return unknown(`the check itself failed: ${reasonOf(failure)}`);
    });
    const ended = new Promise<Finding | undefined>((resolve) => {
      run.after(timeout, () => resolve(down(`no answer within ${spokenDuration(timeout)}`)));
      run.onEnd(() => resolve(undefined));
    });
    return Promise.race([probed, ended]);
  }
}

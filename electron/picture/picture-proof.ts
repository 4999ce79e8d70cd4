import type { PictureReport } from "../../server/http/picture-metrics.ts";
import { type Rung, rungs, type Trouble } from "../recovery/trouble.ts";
import { judgePicture, type Sample, type Verdict } from "./judge-picture.ts";

/** Two in a row: one capture may fall into a moment that is over. */
const failuresThatCount = 2;

/** Follows one page: the last capture is what the next one is judged by. */
export class PictureProof {
  #before: Sample | undefined;
  #failures = 0;

  /** What the capture proves; `trouble` where that makes the picture bad. */
  judge(sample: Sample): { verdict: Verdict; trouble?: Trouble } {
    const verdict = judgePicture(this.#before, sample);
    // Where two captures cannot tell, a third has more chance beside the first than beside its twin.
    if (verdict.kind !== "undecided" || this.#before?.page.link !== sample.page.link) this.#before = sample;
    if (verdict.kind === "failed") return { verdict, ...this.fail(verdict.trouble) };
    if (verdict.kind === "proven") this.#failures = 0;
    return { verdict };
  }

  /** There was nothing to judge. */
  fail(trouble: Trouble): { trouble?: Trouble } {
    this.#failures += 1;
    return this.#failures >= failuresThatCount ? { trouble } : {};
  }

  /** What was captured before says nothing of what is captured now. */
  forget(): void {
    this.#before = undefined;
    this.#failures = 0;
  }
}

interface Proven {
  at: number;
  sight: "live" | "blind";
}

/** Which screens' pictures are proven, and what was done for those that were not: for the metrics, the watchdog and others. */
export class ProvenPictures implements PictureReport {
  /** Undefined until the first proof. */
  readonly #screens = new Map<number, Proven | undefined>();
  readonly #steps = new Map<Rung, number>(rungs.map((rung) => [rung, 0]));
  readonly #now: () => number;
  readonly #first = Promise.withResolvers<void>();

  /** `now`: milliseconds of a monotonic clock. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Fulfilled when each screen has been proven once. */
  get first(): Promise<void> {
    return this.#first.promise;
  }

  /** A screen that must be proven from now on. */
  expect(screen: number): void {
    this.#screens.set(screen, this.#screens.get(screen));
  }

  forget(screen: number): void {
    this.#screens.delete(screen);
  }

  proven(screen: number, sight: Proven["sight"]): void {
    this.#screens.set(screen, { at: this.#now(), sight });
    if (this.provenAgeMs() !== undefined) this.#first.resolve();
  }

  took(rung: Rung): void {
    this.#steps.set(rung, (this.#steps.get(rung) ?? 0) + 1);
  }

  /** Since the picture was last proven, of the screen that waits longest; undefined while one never was. */
  provenAgeMs(): number | undefined {
    const all = [...this.#screens.values()];
    if (all.length === 0 || all.includes(undefined)) return undefined;
    return this.#now() - Math.min(...all.map((proven) => proven?.at ?? 0));
  }

  screens(): { screen: number; provenAgeMs: number | undefined; live: boolean }[] {
    return [...this.#screens].map(([screen, proven]) => ({
      screen,
      provenAgeMs: proven && this.#now() - proven.at,
      live: proven?.sight === "live",
    }));
  }

  steps(): ReadonlyMap<string, number> {
    return this.#steps;
  }
}

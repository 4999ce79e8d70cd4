import type { Logger } from "pino";
import type { Lifetime } from "../../server/lifetime.ts";
import { type Answer, nextPlan, type Plan, type Step } from "./sign-in-plan.ts";

export interface AutoLoginOptions {
  first: Plan;
  steps: Record<Step, () => Promise<Answer>>;
  log: Logger;
  lifetime: Lifetime;
}

/** So long after the page was told that it is signed out, we look: a page that claims it without end costs little. */
const lookAfterMs = 250;

/** Signs the wall in and keeps it signed in, until the lifetime ends. */
export class AutoLogin {
  readonly #options: AutoLoginOptions;
  #plan: Plan;
  #isWaitingToRenew = false;
  #cancel: () => void = () => undefined;
  readonly #attempted = Promise.withResolvers<void>();

  constructor(options: AutoLoginOptions) {
    this.#options = options;
    this.#plan = options.first;
    this.#wait(options.first);
  }

  /** Fulfilled when the first attempt has ended, well or not. */
  get attempted(): Promise<void> {
    return this.#attempted.promise;
  }

  /** The page was told that it is signed out, before its time: the session was ended, or the clock was set. */
  lookNow(): void {
    if (!this.#isWaitingToRenew) return;
    this.#isWaitingToRenew = false;
    this.#cancel();
    this.#wait({ ...this.#plan, step: "ask", afterMs: lookAfterMs });
  }

  #wait(plan: Plan): void {
    this.#plan = plan;
    this.#cancel = this.#options.lifetime.after(plan.afterMs, () => void this.#act(plan));
  }

  async #act(plan: Plan): Promise<void> {
    const { steps, lifetime } = this.#options;
    this.#isWaitingToRenew = false;
    const answer = await steps[plan.step]();
    if (lifetime.over) return;
    const next = nextPlan(plan, answer, { now: Date.now(), random: Math.random() });
    this.#report(answer, plan, next);
    this.#isWaitingToRenew = answer.kind === "signed-in";
    if (this.#isWaitingToRenew || next.failures > 0) this.#attempted.resolve();
    this.#wait(next);
  }

  #report(answer: Answer, { step, failures }: Plan, next: Plan): void {
    const { log } = this.#options;
    if (next.failures > failures) log.warn({ step, answer, againAfterMs: Math.round(next.afterMs) }, "not signed in");
    else if (answer.kind === "no-accounts")
      log.error(
        { reason: answer.reason },
        "the accounts cannot be used; the wall signs in by a ticket of its own server",
      );
    else if (answer.kind === "refused") log.warn("the stored credential is refused; the account is given it anew");
    else if (answer.kind === "signed-in") log.info({ expiresAt: answer.expiresAt }, "signed in");
  }
}

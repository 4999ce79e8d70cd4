import type { SessionAnswer } from "./ask-session.ts";

const leastMs = 1000;
const retryMs = 30_000;
/** Timers cannot wait longer than 2³¹ ms: a longer wait is made of days. */
const longestMs = 24 * 3_600_000;

/** When to renew a session with `leftMs` to live: in its last tenth, never all walls at once. */
export function renewAfterMs(leftMs: number, random: number): number {
  return Math.max(leastMs, leftMs * (0.9 + 0.08 * random));
}

/** Keeps the session alive by asking for it before it ends, and goes on asking until it has ended. */
export class SessionRenewal {
  readonly #ask: () => Promise<SessionAnswer>;
  /** Of the server's clock, on which sessions end. */
  readonly #now: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: () => Promise<SessionAnswer>, now: () => number) {
    this.#ask = ask;
    this.#now = now;
  }

  /** The session ends at `expiresAt`, epoch milliseconds. */
  plan(expiresAt: number): void {
    const leftMs = expiresAt - this.#now();
    if (leftMs > 0) this.#wait(renewAfterMs(leftMs, Math.random()), expiresAt);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(ms: number, expiresAt: number): void {
    this.stop();
    const nowMs = Math.min(ms, longestMs);
    this.#timer = setTimeout(() => {
      if (ms > nowMs) this.#wait(ms - nowMs, expiresAt);
      else void this.#renew(expiresAt);
    }, nowMs);
  }

  async #renew(expiresAt: number): Promise<void> {
    const answer = await this.#ask();
    switch (answer.kind) {
      case "signed-in":
        return this.plan(answer.expiresAt);
      case "unreachable": {
        const leftMs = expiresAt - this.#now();
        if (leftMs > 0) this.#wait(Math.max(leastMs, Math.min(retryMs, leftMs / 2)), expiresAt);
        return undefined;
      }
      case "signed-out":
        // The link hears of it by the close of its socket and says so on the wall.
        return undefined;
    }
  }
}

import { z } from "zod";

const id = z.string().min(1).max(200);

/** What became of a session: it has ended, or it goes on under another id. */
export const sessionNews = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ended"), id }),
  z.object({ type: z.literal("moved"), from: id, to: id }),
]);
export type SessionNews = z.infer<typeof sessionNews>;

/** How the processes that share a store tell each other. Where there is one process, there is none. */
export interface SessionChannel {
  /** Fulfilled when it is on its way. Rejects where it cannot be told; a doubt in the others makes up for it. */
  publish(news: SessionNews): Promise<void>;
}

/** What a channel tells this process. */
export interface SessionListener {
  heard(news: SessionNews): void;
  /** Something may have been missed: whoever holds a session should look whether it is still there. */
  doubted(): void;
}

/** For longer than an answer of the store can be under way. */
const rememberMs = 60_000;
const mostRemembered = 10_000;

/** The ids that no longer are anyone's: an answer that was under way when its session ended must not bring it back. */
export class EndedIds {
  readonly #ids = new Map<string, number>();

  add(id: string): void {
    const now = performance.now();
    this.#ids.delete(id);
    this.#ids.set(id, now);
    for (const [old, at] of this.#ids) {
      if (now - at < rememberMs && this.#ids.size <= mostRemembered) break;
      this.#ids.delete(old);
    }
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }
}

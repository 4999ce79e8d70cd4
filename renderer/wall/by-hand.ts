import { z } from "zod";

const settings = z.object({
  /** The sound is off until then: the server's clock, epoch milliseconds. */
  muteUntil: z.number().optional(),
  /** The share of the full brightness, while nothing asks for somebody. */
  level: z.number().min(0.2).max(1).optional(),
  /** Against what the configuration says of the orbit. */
  orbit: z.boolean().optional(),
});
export type HandSettings = z.infer<typeof settings>;

const key = "nocturne.by-hand";

/** What an operator has set on this wall by hand. It outlives a reload of the page, and is the same on all of its screens. */
export class ByHand {
  readonly #listeners = new Set<() => void>();
  readonly #storage: Storage;
  #settings: HandSettings;

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#settings = this.#read();
    addEventListener("storage", () => this.#take(this.#read()));
  }

  readonly settings = () => this.#settings;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is undefined is again as the configuration says. */
  set(changes: { [K in keyof HandSettings]: HandSettings[K] | undefined }): void {
    const kept = Object.entries({ ...this.#settings, ...changes }).filter(([, value]) => value !== undefined);
    const next = settings.parse(Object.fromEntries(kept));
    this.#storage.setItem(key, JSON.stringify(next));
    this.#take(next);
  }

  #read(): HandSettings {
    try {
      return settings.parse(JSON.parse(this.#storage.getItem(key) ?? "{}"));
    } catch {
      return {};
    }
  }

  #take(next: HandSettings): void {
    this.#settings = next;
    for (const listener of this.#listeners) listener();
  }
}

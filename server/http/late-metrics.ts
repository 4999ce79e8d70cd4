import type { Lifetime } from "../lifetime.ts";
import type { Metrics, Observed } from "./metrics.ts";

/** The metrics, for whose library no start of a wall waits. What happens before they are there is not counted. */
export class LateMetrics {
  readonly #observed: () => Observed;
  readonly #lifetime: Lifetime;
  #loaded: Metrics | undefined;

  /** `observed` is called once, when they are loaded. */
  constructor(observed: () => Observed, lifetime: Lifetime) {
    this.#observed = observed;
    this.#lifetime = lifetime;
  }

  /** Undefined until they are there. */
  get now(): Metrics | undefined {
    return this.#loaded;
  }

  readonly load = async (): Promise<Metrics> => {
    const { createMetrics } = await import("./metrics.ts");
    this.#loaded ??= createMetrics(this.#observed(), this.#lifetime);
    return this.#loaded;
  };
}

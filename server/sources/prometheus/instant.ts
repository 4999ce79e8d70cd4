import type { Reading } from "./answer.ts";
import { Asked } from "./asked.ts";
import type { PrometheusClient } from "./client.ts";

/** What a query gives now. */
export class Instant extends Asked {
  readonly #client: PrometheusClient;
  readonly #query: string;
  #newest: { readings: Reading[]; at: number } | undefined;

  constructor(client: PrometheusClient, query: string) {
    super();
    this.#client = client;
    this.#query = query;
  }

  /** Undefined until it was first answered. `at`: epoch seconds on Prometheus's clock. */
  get newest(): { readings: Reading[]; at: number } | undefined {
    return this.#newest;
  }

  protected async refresh(): Promise<void> {
    const readings = await this.#client.instant(this.#query);
    this.#newest = { readings, at: this.#client.now };
  }
}

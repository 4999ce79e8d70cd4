import { QueryRefused, type Reading } from "./answer.ts";
import { Asked } from "./asked.ts";
import type { PrometheusClient } from "./client.ts";

const mostReadings = 5000;

/** What a query gives now. */
export class Instant {
  readonly asked: Asked;
  #newest: { readings: Reading[]; at: number } | undefined;

  constructor(client: PrometheusClient, query: string) {
    this.asked = new Asked(async () => {
      const readings = await client.instant(query);
      if (readings.length > mostReadings) {
        throw new QueryRefused(`the query gives ${readings.length} values; narrow it with topk(…) or sum by (…)`);
      }
      this.#newest = { readings, at: client.now };
    });
  }

  /** Undefined until it was first answered. `at`: epoch seconds on Prometheus's clock. */
  get newest(): { readings: Reading[]; at: number } | undefined {
    return this.#newest;
  }
}

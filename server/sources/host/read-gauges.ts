import { reasonOf } from "../../expected-error.ts";
import type { Lifetime } from "../../lifetime.ts";
import type { Gauge, Reading } from "./gauges.ts";

/** A first reading needs something to be a rate over. */
const firstAfterMs = 250;
const timeoutMs = 10_000;

export interface Reader {
  taken(gauge: Gauge, reading: Reading): void;
  failed(gauge: Gauge, reason: string): void;
}

/** Reads every gauge at its own pace. One that hangs is told, is not asked again before it answers, and holds up no other. */
export function readGauges(gauges: Gauge[], lifetime: Lifetime, reader: Reader): void {
  for (const gauge of gauges) {
    let asked = false;
    const read = async () => {
      if (asked) return;
      asked = true;
      const forgive = lifetime.after(timeoutMs, () => reader.failed(gauge, `no answer within ${timeoutMs / 1000} s`));
      try {
        const reading = await gauge.read();
        if (!lifetime.over) reader.taken(gauge, reading);
      } catch (failure) {
        if (!lifetime.over) reader.failed(gauge, reasonOf(failure));
      } finally {
        forgive();
        asked = false;
      }
    };
    lifetime.after(firstAfterMs, () => void read());
    lifetime.every(gauge.everyMs, () => void read());
  }
}

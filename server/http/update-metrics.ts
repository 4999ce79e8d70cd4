import { Gauge, type Registry } from "prom-client";
import { markFile, readMark } from "../updates/kept-mark.ts";

/** What became of the last update, which another program writes into a folder; nothing where none was made. */
export function observeUpdates(folder: string, registry: Registry): void {
  const last = new Gauge({
    name: "nocturne_update_last_timestamp_seconds",
    help: "When the last update ended, and how: kept, rolled-back, not-installed or not-rolled-back.",
    labelNames: ["ended", "from", "to"],
    registers: [registry],
    async collect() {
      this.reset();
      const mark = await readMark(markFile(folder)).catch(() => undefined);
      if (mark?.state !== "settled" || !mark.last) return;
      const { ended, from, to, at } = mark.last;
      this.set({ ended, from, to }, at / 1000);
    },
  });
  registry.registerMetric(last);
}

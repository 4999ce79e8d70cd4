import { platform } from "node:os";
import { z } from "zod";
import { reasonOf } from "../../expected-error.ts";
import { duration } from "../../protocol/duration.ts";
import { defineSource } from "../define.ts";
import { gather } from "../gather.ts";
import { findSystemName } from "./about.ts";
import { answerFrom } from "./answers.ts";
import { Dashboard } from "./dashboard.ts";
import { createGauges } from "./gauges.ts";
import { readQuantity } from "./quantity.ts";
import { readGauges } from "./read-gauges.ts";

const dayMs = 86_400_000;
/** A day at the default cadence, in 0.7 MB for each quantity. */
const mostSamples = 43_200;
/** The gauges that are due at the same time are told together. */
const gatherMs = 50;

/** The machine that drives the wall: its own CPU, memory, disks, network and temperature. */
export const host = defineSource({
  options: z.strictObject({ every: duration("1s", "1h").prefault("2s") }),
  cadenceMs: ({ every }) => every,
  queryFault(kind, query) {
    if (kind === "text") return query === undefined ? undefined : "a host's text takes no query";
    if (kind === "ranking")
      return query === "disk" || query === "network"
        ? undefined
        : 'must be "disk" or "network", to rank the single ones';
    if (kind !== "stat" && kind !== "series") return `a host has no ${kind}; use a stat, series, ranking or text panel`;
    const quantity = readQuantity(query);
    return typeof quantity === "string" ? quantity : undefined;
  },
  start({ every }, { lifetime, log, observed }) {
    const dashboard = new Dashboard(Math.min(mostSamples, Math.ceil(dayMs / every)));
    const tell = gather(lifetime, gatherMs, () => observed(dashboard.conditions()));
    readGauges(createGauges(every), lifetime, {
      taken(gauge, reading) {
        dashboard.take(gauge, reading);
        tell();
      },
      failed(gauge, reason) {
        log.warn({ gauge: gauge.name, reason }, "gauge cannot be read");
        dashboard.fail(gauge, reason);
        tell();
      },
    });
    let systemName: string = platform();
    void findSystemName().then(
      (name) => {
        systemName = name;
      },
      (failure: unknown) => log.warn({ reason: reasonOf(failure) }, "the system's name cannot be found"),
    );
    return answerFrom(dashboard, () => systemName);
  },
});

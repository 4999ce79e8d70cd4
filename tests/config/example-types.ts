import { z } from "zod";
import { duration } from "../../server/protocol/duration.ts";
import { defineSource } from "../../server/sources/define.ts";

/** A source type as the registry has them, whose words these tests decide. */
const probe = defineSource({
  options: z.strictObject({
    every: duration("1s", "1h").prefault("10s"),
    targets: z.array(z.strictObject({ name: z.string(), port: z.int().optional() })).default([]),
  }),
  cadenceMs: ({ every }) => every,
  queryFault(kind, query, { targets }) {
    if (kind === "text") return "a probe has no text; it answers status, series, stat and events";
    if (kind === "series" && query === undefined) return "must be the name of a target";
    if (query === undefined || targets.some(({ name }) => name === query)) return undefined;
    return `there is no target "${query}"; the targets are ${targets.map(({ name }) => name).join(", ")}`;
  },
  identities: ({ targets }) => targets.map(({ name }) => name),
  start: () => ({}),
});

const clock = defineSource({
  options: z.strictObject({}),
  simulated: true,
  cadenceMs: () => 1000,
  queryFault: () => undefined,
  start: () => ({}),
});

export const exampleTypes = { probe, clock };

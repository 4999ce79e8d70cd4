import { pino } from "pino";
import { expect, test } from "vitest";
import { z } from "zod";
import { parseConfig } from "../../server/config/load.ts";
import { Lifetime } from "../../server/lifetime.ts";
import { defineSource } from "../../server/sources/define.ts";

test("[CF40] relative paths in a source's options start at the configuration's folder", async () => {
  const folders: string[] = [];
  const probe = defineSource({
    options: z.strictObject({}),
    cadenceMs: () => 1000,
    queryFault: () => undefined,
    start(_, { folder }) {
      folders.push(folder);
      return {};
    },
  });
  const text =
    "sources: { a: { type: probe } }\npages: [ { panels: [ { type: text, text: a, at: [0, 0, 1, 1] } ] } ]\n";
  const outcome = await parseConfig(text, "/etc/nocturne/wall.yaml", { probe });
  if (!outcome.ok) throw new Error(outcome.faults[0]?.message);
  outcome.config.sources[0]?.configured.start({
    id: "a",
    log: pino({ level: "silent" }),
    lifetime: new Lifetime(),
    serverUrl: "",
    observed: () => undefined,
    failing: () => undefined,
  });
  expect(folders).toEqual(["/etc/nocturne"]);
});

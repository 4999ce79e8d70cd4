import { readFile } from "node:fs/promises";
import type { Config } from "./config.ts";
import { formatFault } from "./faults.ts";
import { parseConfig } from "./load.ts";

/** The wall that is shown where no configuration is found: what every machine has, and one simulated source. */
export async function loadDemo(): Promise<Config> {
  const outcome = await parseConfig(await demoText(), "demo.yaml");
  if (outcome.ok) return outcome.config;
  throw new Error(outcome.faults.map(formatFault).join("\n"));
}

export function demoText(): Promise<string> {
  return readFile(new URL("./demo.yaml", import.meta.url), "utf8");
}

import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { benchBundle } from "./bundle-size.ts";
import { benchChecks } from "./checks-load.ts";
import { benchFanOut } from "./fan-out/measure.ts";
import { benchFirstPanel } from "./first-panel.ts";
import { benchNinetyDays } from "./ninety-days.ts";
import { benchServerStart } from "./server-start.ts";
import { benchSessionStore } from "./session-store.ts";
import { benchSixtyPanels } from "./sixty-panels/measure.ts";

const benches: Record<string, () => Promise<object>> = {
  bundle: benchBundle,
  serverStart: benchServerStart,
  firstPanel: benchFirstPanel,
  checks: benchChecks,
  fanOut: benchFanOut,
  sessionStore: benchSessionStore,
  ninetyDays: benchNinetyDays,
  sixtyPanels: () => benchSixtyPanels({ minutes: Number(flags.minutes) }),
};

// `npm run bench -- sixtyPanels --minutes=30`: for how long the wall is watched for growing memory.
const { values: flags, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: "string", default: "1" } },
});
const results: Record<string, object> = {};
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`${name} …`);
  results[name] = await bench();
  console.log(results[name]);
}
const file = "out/bench.json";
await mkdir("out", { recursive: true });
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
await writeFile(file, `${JSON.stringify({ at: new Date().toISOString(), machine, results }, null, 2)}\n`);
console.log(`written to ${file}`);

// A part of `npm run check`: fails on whatever electronegativity finds beyond the reviewed baseline.
import { compare } from "./baseline.ts";
import { scan } from "./scan.ts";
import { isToolInstalled } from "./tool.ts";

if (isToolInstalled()) {
  const faults = compare(await scan());
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) {
    console.error("\nMend it, or review it: build/electronegativity/baseline.ts, each entry with its reason.");
    process.exitCode = 1;
  }
} else {
  console.error(
    "electronegativity was not run: it is not installed; `npm run check` does that where the npm registry is reachable",
  );
  process.exitCode = 1;
}

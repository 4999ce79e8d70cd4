import { cp, mkdtemp, rm } from "node:fs/promises";
import Module, { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { z } from "zod";
import { root } from "../root.ts";
import { toolFolder } from "./tool.ts";

/** What the kiosk consists of. Sources and not bundles: the tool can read no minified class, and loses what is renamed. */
const shipped = ["electron", "renderer", "server"];

/** Asks GitHub for Electron's releases; the lock file says which one is ours. */
const asksTheNetwork = ["availablesecurityfixesglobalcheck"];

export interface Finding {
  /** The tool's name for the rule. */
  check: string;
  /** From the repository's root; "N/A" for what a whole program lacks. */
  file: string;
  line: number;
  /** The line of source. */
  code: string;
}

const scanned = z.object({
  issues: z.array(
    z.object({
      id: z.string(),
      file: z.string(),
      location: z.object({ line: z.number() }),
      sample: z.string().nullish(),
    }),
  ),
  errors: z.array(z.object({ file: z.string(), message: z.string() })),
});
type Run = (options: { input: string; electronVersionOverride: string; excludeFromScan: string[] }) => Promise<unknown>;
/** It has no types. */
const tool = z.custom<Run>((found) => typeof found === "function");

/** Scans the kiosk's sources below a folder; what cannot be read is an error, since a fault might hide there. */
export async function scan(folder = root): Promise<Finding[]> {
  const staged = await mkdtemp(join(tmpdir(), "nocturne-scan-"));
  try {
    for (const part of shipped) await cp(join(folder, part), join(staged, part), { recursive: true });
    const electronVersionOverride = z
      .object({ version: z.string() })
      .parse(createRequire(import.meta.url)("electron/package.json")).version;
    const { issues, errors } = scanned.parse(
      await loadTool()({ input: staged, electronVersionOverride, excludeFromScan: asksTheNetwork }),
    );
    const unread = errors.map(({ file, message }) => `${relative(staged, file)}: ${message}`);
    if (unread.length > 0) throw new Error(`electronegativity cannot read\n${unread.join("\n")}`);
    return issues.map(({ id, file, location, sample }) => ({
      check: id,
      file: file === "N/A" ? file : relative(staged, file),
      line: location.line,
      code: sample?.trim() ?? "",
    }));
  } finally {
    await rm(staged, { recursive: true });
  }
}

/** The tool asks a host of its own for translations whenever it runs. It is answered here that there is none. */
function loadTool(): Run {
  const require = createRequire(join(toolFolder, "package.json"));
  const got = require.resolve("got");
  require.cache[got] = Object.assign(new Module(got), {
    exports: () => Promise.resolve({ statusCode: 204 }),
    loaded: true,
  });
  return tool.parse(require("@doyensec/electronegativity"));
}

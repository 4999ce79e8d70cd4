import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { spawnServer } from "./spawned-server.ts";

const rounds = 15;

/** Start-up and memory of the bundled server beside the bare one, in turns: medians over the rounds. */
export async function benchServerStart() {
  const folder = await mkdtemp(join(tmpdir(), "nocturne-bench-"));
  try {
    await build({
      configFile: false,
      logLevel: "error",
      build: { ssr: new URL("bare-server.ts", import.meta.url).pathname, outDir: folder, target: "node24" },
      ssr: { noExternal: true },
    });
    const bare = { ms: [] as number[], rss: [] as number[] };
    const ours = { ms: [] as number[], rss: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      await measure([join(folder, "bare-server.js")], bare);
      const accounts = join(folder, "accounts.json");
      await measure(["out/server/cli.js", "serve", "--port", "0", "--accounts", accounts], ours);
    }
    const result = {
      bareMs: median(bare.ms),
      oursMs: median(ours.ms),
      bareRssBytes: median(bare.rss),
      oursRssBytes: median(ours.rss),
    };
    return {
      ...result,
      startRatio: result.oursMs / result.bareMs,
      rssRatio: result.oursRssBytes / result.bareRssBytes,
      target: { startRatio: 1.5, rssRatio: 1.5 },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measure(args: string[], into: { ms: number[]; rss: number[] }): Promise<void> {
  await using server = await spawnServer(args);
  into.ms.push(server.listeningMs);
  into.rss.push(await server.rss());
}

export function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

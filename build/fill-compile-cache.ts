import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** Starts the built server once and stops it: as it ends, Node writes the code that it has compiled to the cache. */
export async function fillCompileCache(out: string): Promise<void> {
  const nothing = join(out, "no-such-wall.yaml");
  const args = [join(out, "server/cli.js"), "serve", "--port", "0", "--config", nothing, "--accounts", nothing];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  const exited = once(child, "exit");
  await Promise.race([once(child.stdout, "data"), exited]);
  child.kill("SIGTERM");
  const [code] = await exited;
  if (code !== 0) throw new Error(`the built server does not start: ${args.join(" ")} ended with ${String(code)}`);
}

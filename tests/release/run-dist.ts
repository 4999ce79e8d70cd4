import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { root } from "../../build/root.ts";

/** No address can be reached by it: what would download fails. */
const noNetwork = { HTTPS_PROXY: "http://127.0.0.1:9", HTTP_PROXY: "http://127.0.0.1:9", NO_PROXY: "" };
const noKeys = { NOCTURNE_ELECTRON_DIST: "", NOCTURNE_GPG_KEY: "", NOCTURNE_PKCS12: "" };

/** `npm run dist` in a folder, without its set-up, without a network, and with no keys but these. */
export async function runDist(args: string[], cwd: string, env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [join(root, "build/dist.ts"), ...args], {
    cwd,
    env: { ...process.env, ...noKeys, ...noNetwork, ...env },
  });
  const ended = once(child, "exit");
  const [printed, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  return { code: Number(code), printed, said };
}

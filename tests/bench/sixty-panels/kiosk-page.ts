import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { z } from "zod";
import { switchArguments } from "../../../electron/switches.ts";
import type { Lifetime } from "../../../server/lifetime.ts";
import { chromiumFlags, chromiumPath } from "../../resources/chromium.ts";
import { startDaemon } from "../../resources/daemon.ts";

const targets = z.array(z.object({ type: z.string(), webSocketDebuggerUrl: z.string() }));
const answer = z.object({ id: z.number(), result: z.unknown(), error: z.object({ message: z.string() }).optional() });
type Answer = z.infer<typeof answer>;

/** Asks the page's developer tools for one thing: https://chromedevtools.github.io/devtools-protocol/ */
export type AskTools = (method: string, params?: object) => Promise<unknown>;

interface KioskPageOptions {
  url: string;
  viewport: { width: number; height: number };
  lifetime: Lifetime;
}

/**
 * A page in a Chromium that is told what the kiosk tells its own, and that nobody listens to. Playwright would hear every
 * message of its websockets, which costs the machine more than the page itself.
 */
export async function openKioskPage({ url, viewport, lifetime }: KioskPageOptions): Promise<AskTools> {
  const profile = await mkdtemp(join(tmpdir(), "nocturne-bench-"));
  lifetime.onEnd(() => rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  const own = ["--headless", "--remote-debugging-port=0", `--user-data-dir=${profile}`];
  let tools: string | undefined;
  const browser = await startDaemon({
    program: chromiumPath,
    args: [...chromiumFlags, ...switchArguments, ...own, "about:blank"],
    async isReady() {
      tools = await toolsOf(profile);
      return tools !== undefined;
    },
  });
  lifetime.onEnd(async () => browser[Symbol.asyncDispose]());
  if (tools === undefined) throw new Error("Chromium is ready and has no page");
  const ask = await connect(tools, lifetime);
  await ask("Emulation.setDeviceMetricsOverride", { ...viewport, deviceScaleFactor: 1, mobile: false });
  await ask("Page.navigate", { url });
  return ask;
}

/** The address of its first page's tools, as a Chromium with this profile tells it. */
async function toolsOf(profile: string): Promise<string | undefined> {
  const [port] = (await readFile(join(profile, "DevToolsActivePort"), "utf8")).split("\n");
  const answered = await fetch(`http://127.0.0.1:${port}/json/list`);
  return targets.parse(await answered.json()).find(({ type }) => type === "page")?.webSocketDebuggerUrl;
}

async function connect(address: string, lifetime: Lifetime): Promise<AskTools> {
  const socket = new WebSocket(address);
  lifetime.onEnd(() => socket.terminate());
  await once(socket, "open");
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.on("message", (data) => {
    // What has no number is an event, and none was asked for.
    const parsed = answer.safeParse(JSON.parse(String(data)));
    if (parsed.success) waiting.get(parsed.data.id)?.(parsed.data);
  });
  return async (method, params = {}) => {
    const id = waiting.size + 1;
    const { result, error } = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  };
}

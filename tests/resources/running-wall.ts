import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { WebSocket } from "ws";
import { provisionAccount } from "../../server/accounts/accounts.ts";
import { type MessageOf, type ServerMessage, serverMessage } from "../../server/protocol/messages.ts";
import { parseMessage } from "../../server/protocol/parse.ts";
import { type RunningServer, type ServerOptions, startServer } from "../../server/start-server.ts";

/** Tests that fake the time still wait for real sockets. */
const setRealTimeout = globalThis.setTimeout;
const realNow = performance.now.bind(performance);

export const password = "a wall's own password";

export interface RunningWall extends AsyncDisposable {
  url: string;
  folder: string;
  configFile: string;
  server: RunningServer;
  /** All log lines so far, parsed. */
  log: Record<string, unknown>[];
  /** Signs in and answers with the cookie. */
  signIn(user?: string): Promise<string>;
  post(
    path: string,
    options?: { body?: unknown; cookie?: string; headers?: Record<string, string> },
  ): Promise<Response>;
  get(path: string, cookie?: string): Promise<Response>;
  open(cookie: string, headers?: Record<string, string>): LiveSocket;
}

export interface StartOptions {
  config?: string;
  assets?: string;
  port?: number;
  folder?: string;
  /** What is known of the machine besides. */
  machine?: Pick<ServerOptions, "updates" | "pictures">;
}

/** A real server on a free port with a configuration and the accounts `wall`, `ada` (an operator) and `grace` (an administrator). */
export async function startWall(options: StartOptions = {}): Promise<RunningWall> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "nocturne-wall-")));
  const configFile = join(folder, "wall.yaml");
  const accounts = join(folder, "accounts.json");
  await writeFile(configFile, options.config ?? "title: Test\n");
  if (!options.folder) await writeFile(accounts, await provisionedAccounts(), { mode: 0o600 });
  const log: Record<string, unknown>[] = [];
  const server = await startServer({
    config: configFile,
    accounts,
    port: options.port ?? 0,
    assets: options.assets ?? folder,
    ...options.machine,
    log: pino({ base: null }, { write: (line: string) => void log.push(JSON.parse(line)) }),
  });
  const { url } = server;
  const post: RunningWall["post"] = (path, { body, cookie, headers } = {}) =>
    fetch(url + path, {
      method: "POST",
      headers: { origin: url, "content-type": "application/json", ...(cookie ? { cookie } : {}), ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  return {
    url,
    folder,
    configFile,
    server,
    log,
    post,
    get: (path, cookie) => fetch(url + path, { redirect: "manual", headers: cookie ? { cookie } : {} }),
    async signIn(user = "wall") {
      const response = await post("/api/login", { body: { username: user, password } });
      if (response.status !== 204) throw new Error(`login answered ${response.status}`);
      return cookieOf(response);
    },
    open: (cookie, headers = {}) =>
      new LiveSocket(
        new WebSocket(`${url.replace("http", "ws")}/live`, { headers: { origin: url, cookie, ...headers } }),
      ),
    async [Symbol.asyncDispose]() {
      await server.stop();
      if (!options.folder) await rm(folder, { recursive: true });
    },
  };
}

let provisioned: Promise<string> | undefined;

/** The accounts of `startWall`: hashing a password takes a while, and is done once. */
function provisionedAccounts(): Promise<string> {
  provisioned ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), "nocturne-accounts-"));
    const file = join(folder, "accounts.json");
    await provisionAccount(file, { user: "wall", role: "wall", password });
    await provisionAccount(file, { user: "ada", role: "operator", password });
    await provisionAccount(file, { user: "grace", role: "admin", password });
    const text = await readFile(file, "utf8");
    await rm(folder, { recursive: true });
    return text;
  })();
  return provisioned;
}

export function cookieOf(response: Response): string {
  const [cookie = ""] = (response.headers.get("set-cookie") ?? "").split(";");
  return cookie;
}

/** A client of /live that keeps what it was sent and waits for what is to come. */
export class LiveSocket implements Disposable {
  readonly socket: WebSocket;
  readonly received: ServerMessage[] = [];
  /** The close code, or the HTTP status of a refused upgrade. */
  readonly closed: Promise<number>;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data) => {
      const parsed = parseMessage(serverMessage, String(data));
      if (!parsed.ok) throw new Error(`the server sent a message that does not parse: ${parsed.reason}`);
      this.received.push(parsed.value);
    });
    this.closed = new Promise((resolve) => {
      socket.on("unexpected-response", (_, response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      });
      socket.on("close", resolve);
      socket.on("error", () => undefined);
    });
  }

  send(message: unknown): void {
    this.socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  /** The first message of the type, received or to come, that meets the condition. */
  async next<T extends ServerMessage["type"]>(
    type: T,
    meets: (message: MessageOf<T>) => boolean = () => true,
  ): Promise<MessageOf<T>> {
    const deadline = realNow() + 10_000;
    for (let index = 0; ; ) {
      for (; index < this.received.length; index += 1) {
        const message = this.received[index];
        if (message && isType(message, type) && meets(message)) return message;
      }
      if (realNow() > deadline) throw new Error(`no such "${type}" within 10 s`);
      await new Promise((resolve) => setRealTimeout(resolve, 10));
    }
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }
}

function isType<T extends ServerMessage["type"]>(message: ServerMessage, type: T): message is MessageOf<T> {
  return message.type === type;
}

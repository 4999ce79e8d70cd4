import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { findPostgres, findProgram } from "../../build/machine.ts";
import { provisionAccount } from "../../server/accounts/accounts.ts";
import { startPostgres } from "../resources/postgres.ts";
import { startRedis } from "../resources/redis.ts";
import { type RoundRobin, startRoundRobin } from "../resources/round-robin.ts";
import { cookieOf, password } from "../resources/running-wall.ts";
import { type SpawnedWall, spawnWall } from "../resources/spawned-wall.ts";
import { type WallClient, wallClient } from "../resources/wall-client.ts";

interface SharedStore extends AsyncDisposable {
  /** What stands under `sessions:` besides the store's name. */
  settings: string;
  /** Ends it and brings it back with what it held, or without where it keeps nothing. */
  stop(): Promise<void>;
  start(): Promise<void>;
  keepsSessions: boolean;
}

const stores: Record<string, { isThere: boolean; open(folder: string): Promise<SharedStore> }> = {
  redis: {
    isThere: findProgram("redis-server") !== undefined,
    async open() {
      let redis = await startRedis();
      return {
        settings: `store: redis, url: "${redis.url}"`,
        stop: () => redis.kill("SIGKILL"),
        async start() {
          redis = await startRedis({ port: redis.port });
        },
        keepsSessions: false,
        [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose](),
      };
    },
  },
  postgres: {
    isThere: findPostgres() !== undefined,
    async open(folder) {
      const postgres = await startPostgres();
      await writeFile(join(folder, "database"), `${postgres.password}\n`);
      return {
        settings: `store: postgres, url: "${postgres.url}", password: { file: database }`,
        stop: () => postgres.kill(),
        start: () => postgres.start(),
        keepsSessions: true,
        [Symbol.asyncDispose]: () => postgres[Symbol.asyncDispose](),
      };
    },
  },
};

describe.each(Object.entries(stores))("two processes with one %s", (_, { isThere, open }) => {
  const describeHere = isThere ? describe : describe.skip;
  describeHere("behind a plain round-robin proxy", () => {
    const started = new AsyncDisposableStack();
    let folder: string;
    let store: SharedStore;
    let proxy: RoundRobin;
    let servers: SpawnedWall[];
    let through: WallClient;
    let one: WallClient;
    let other: WallClient;
    const accounts = () => join(folder, "accounts.json");

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "nocturne-two-"));
      started.defer(() => rm(folder, { recursive: true, force: true }));
      store = started.use(await open(folder));
      proxy = started.use(await startRoundRobin());
      await provisionAccount(accounts(), { user: "wall", role: "wall", password });
      await provisionAccount(accounts(), { user: "ada", role: "operator", password });
      const config = join(folder, "wall.yaml");
      await writeFile(
        config,
        [
          `sessions: { ${store.settings} }`,
          `server: { hosts: ["${new URL(proxy.url).host}"] }`,
          'pages: [ { panels: [ { type: text, text: "hello", at: [0, 0, 12, 8] } ] } ]',
          "",
        ].join("\n"),
      );
      const env = { SESSION_SECRET: randomBytes(32).toString("hex") };
      const args = ["--config", config, "--accounts", accounts(), "--port", "0"];
      servers = await Promise.all([spawnWall(args, env), spawnWall(args, env)]);
      for (const server of servers) started.use(server);
      proxy.behind.push(...servers.map(({ url }) => url));
      through = wallClient(proxy.url);
      [one, other] = servers.map(({ url }) => wallClient(url)) as [WallClient, WallClient];
      // The store is connected to in the background.
      for (const client of [one, other]) await vi.waitFor(() => client.signIn(), patient);
    }, 60_000);
    afterAll(() => started.disposeAsync(), 30_000);
    const patient = { timeout: 15_000, interval: 100 };

    it("[SE20] a session made in one works in the other, over HTTP and the websocket", async () => {
      const cookie = await through.signIn();
      for (let turn = 0; turn < 4; turn += 1) expect((await through.get("/api/session", cookie)).status).toBe(200);
      using first = through.open(cookie);
      using second = through.open(cookie);
      for (const socket of [first, second]) expect((await socket.next("welcome")).session.user).toBe("wall");
      expect((await one.get("/api/session", cookie)).status).toBe(200);
      expect((await other.get("/api/session", cookie)).status).toBe(200);
    });

    it("[SE20] a logout in one closes the sockets in the other within a second, and nobody else's", async () => {
      const [cookie, another] = [await one.signIn(), await one.signIn()];
      using socket = other.open(cookie);
      using untouched = other.open(another);
      for (const one of [socket, untouched]) await one.next("welcome");
      const loggedOutAt = performance.now();
      expect((await one.post("/api/logout", { cookie })).status).toBe(204);
      expect(await socket.closed).toBe(4401);
      expect(performance.now() - loggedOutAt).toBeLessThan(1000);
      expect((await other.get("/api/session", cookie)).status).toBe(401);
      expect(untouched.socket.readyState).toBe(untouched.socket.OPEN);
    });

    it("[SE21] a wall that is unlocked and locked in one keeps its socket in the other, under new ids", async () => {
      const cookie = await one.signIn();
      using socket = other.open(cookie);
      await socket.next("welcome");
      const unlocked = await one.post("/api/unlock", { cookie, body: { username: "ada", secret: password } });
      expect(unlocked.status).toBe(204);
      await socket.next("session", ({ role, user }) => role === "operator" && user === "ada");
      expect((await other.get("/api/session", cookie)).status).toBe(401);
      const locked = await other.post("/api/lock", { cookie: cookieOf(unlocked) });
      expect(locked.status).toBe(204);
      await socket.next("session", ({ role }) => role === "wall");
      expect((await one.get("/api/session", cookieOf(unlocked))).status).toBe(401);
      expect((await one.get("/api/session", cookieOf(locked))).status).toBe(200);
      const now = Date.now();
      await socket.next("pulse", (pulse) => pulse.now > now);
      expect(socket.socket.readyState).toBe(socket.socket.OPEN);
    });

    it("[SE22] a changed password ends the account's sessions in both, and no other account's", async () => {
      const cookie = await one.signIn("ada");
      const walls = await one.signIn();
      using near = one.open(cookie);
      using far = other.open(cookie);
      using wall = other.open(walls);
      for (const socket of [near, far, wall]) await socket.next("welcome");
      await provisionAccount(accounts(), { user: "ada", role: "operator", password: "another password" });
      expect(await Promise.all([near.closed, far.closed])).toEqual([4401, 4401]);
      expect((await through.get("/api/session", cookie)).status).toBe(401);
      expect((await through.get("/api/session", walls)).status).toBe(200);
      expect(wall.socket.readyState).toBe(wall.socket.OPEN);
      await provisionAccount(accounts(), { user: "ada", role: "operator", password });
    });

    it("[SE23] while the store is away walls go on, logins are refused with 503, and all resumes when it is back", async () => {
      const cookie = await one.signIn();
      using socket = other.open(cookie);
      await socket.next("welcome");
      await store.stop();
      const askedAt = performance.now();
      const refused = await one.post("/api/login", { body: { username: "wall", password } });
      expect(refused.status).toBe(503);
      expect(performance.now() - askedAt).toBeLessThan(5000);
      expect(await refused.json()).toMatchObject({ error: { code: "session_store_away" } });
      expect(refused.headers.get("retry-after")).toBe("5");
      expect((await one.get("/api/session", cookie)).status).toBe(503);
      expect(await one.open(cookie).closed).toBe(503);
      expect((await one.get("/")).status).toBe(200);
      expect(await (await one.get("/api/health")).json()).toMatchObject({ status: "session-store-away" });
      const metrics = await (await one.get("/metrics")).text();
      expect(metrics).toMatch(/^nocturne_session_store_up 0$/m);
      const now = Date.now();
      await socket.next("pulse", (pulse) => pulse.now > now);
      expect(socket.socket.readyState).toBe(socket.socket.OPEN);
      await store.start();
      await expect.poll(async () => (await one.get("/api/session", cookie)).status, patient).not.toBe(503);
      if (store.keepsSessions) {
        expect((await other.get("/api/session", cookie)).status).toBe(200);
        expect(socket.socket.readyState).toBe(socket.socket.OPEN);
      } else expect(await socket.closed).toBe(4401);
      await vi.waitFor(() => other.signIn(), patient);
    }, 60_000);
  });
});

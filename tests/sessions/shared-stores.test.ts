import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "redis";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findPostgres, findProgram } from "../../build/machine.ts";
import { provisionAccount } from "../../server/accounts/accounts.ts";
import { makeAuthority, makeCertificate } from "../resources/certificates.ts";
import { startPostgres } from "../resources/postgres.ts";
import { startRedis } from "../resources/redis.ts";
import { password, type RunningWall, startWall } from "../resources/running-wall.ts";

const patient = { timeout: 10_000, interval: 50 };
const oldSecret = "an old secret of more than 32 bytes";
const newSecret = "a new secret of more than 32 bytes";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-shared-"));
  await writeFile(join(folder, "secret"), `${oldSecret}\n`);
  await provisionAccount(join(folder, "accounts.json"), { user: "wall", role: "wall", password });
});
afterEach(() => rm(folder, { recursive: true }));

function start(settings: string, further = ""): Promise<RunningWall> {
  const pages = `pages: [ { panels: [ { type: text, text: "hello", at: [0, 0, 12, 8] } ] } ]\n${further}`;
  return startWall({ folder, config: `sessions: { ${settings}, secret: { file: secret } }\n${pages}\n` });
}

const signIn = (wall: RunningWall) => vi.waitFor(() => wall.signIn(), patient);

async function writeCertificates() {
  const authority = await makeAuthority();
  const { key, cert } = await makeCertificate({ days: 10, issuer: authority });
  const files = { certificate: join(folder, "store.pem"), key: join(folder, "store.key") };
  await writeFile(files.certificate, cert);
  await writeFile(files.key, key);
  await writeFile(join(folder, "ca.pem"), authority.cert);
  return files;
}

describe.skipIf(!findProgram("redis-server"))("sessions in Redis", { timeout: 60_000 }, () => {
  it("[SE28] over TLS, with a password by reference; a wrong one is told in words and waited out", async () => {
    await using redis = await startRedis({ password: "the store's own password", tls: await writeCertificates() });
    await writeFile(join(folder, "store-password"), "wrong");
    const settings = `store: redis, url: "${redis.url}", tls: { ca: ca.pem }, password: { file: store-password }`;
    {
      await using wall = await start(settings);
      const refused = await wall.post("/api/login", { body: { username: "wall", password } });
      expect(refused.status).toBe(503);
      expect(wall.log).toContainEqual(expect.objectContaining({ msg: "the session store cannot be reached" }));
    }
    await writeFile(join(folder, "store-password"), "the store's own password");
    await using wall = await start(settings);
    expect((await wall.get("/api/session", await signIn(wall))).status).toBe(200);
    expect(JSON.stringify(wall.log)).not.toContain("own password");
  });

  it("[SE28] [CA1] a certificate of an authority that is not trusted is no store; one of the configuration's authorities is", async () => {
    await using redis = await startRedis({ tls: await writeCertificates() });
    {
      await using wall = await start(`store: redis, url: "${redis.url}"`);
      expect((await wall.post("/api/login", { body: { username: "wall", password } })).status).toBe(503);
    }
    await using wall = await start(`store: redis, url: "${redis.url}"`, "certificate_authorities: [ca.pem]");
    expect((await wall.get("/api/session", await signIn(wall))).status).toBe(200);
  });

  it("[SE23] a Redis that hangs is away within two seconds, and back when it answers", async () => {
    await using redis = await startRedis();
    await using wall = await start(`store: redis, url: "${redis.url}"`);
    const cookie = await signIn(wall);
    using socket = wall.open(cookie);
    await socket.next("welcome");
    redis.freeze();
    const askedAt = performance.now();
    expect((await wall.get("/api/session", cookie)).status).toBe(503);
    expect(performance.now() - askedAt).toBeLessThan(4000);
    redis.thaw();
    await vi.waitFor(async () => expect((await wall.get("/api/session", cookie)).status).toBe(200), patient);
    expect(socket.socket.readyState).toBe(socket.socket.OPEN);
  });

  it("[SE23] a wall that cannot be unlocked because the store went away keeps its session", async () => {
    await using redis = await startRedis();
    await using wall = await start(`store: redis, url: "${redis.url}"`);
    await provisionAccount(join(folder, "accounts.json"), { user: "ada", role: "operator", password });
    const cookie = await signIn(wall);
    const unlock = () => wall.post("/api/unlock", { cookie, body: { username: "ada", secret: password } });
    const asked = unlock();
    // While the password is checked.
    setTimeout(() => redis.freeze(), 60);
    const refused = await asked;
    redis.thaw();
    expect(refused.status).toBe(503);
    expect(refused.headers.get("set-cookie")).toBeNull();
    await vi.waitFor(async () => expect((await wall.get("/api/session", cookie)).status).toBe(200), patient);
    expect((await unlock()).status).toBe(204);
  });

  it("[SE25] a record that is garbage, or of an older version, is nobody's session and destroyed", async () => {
    await using redis = await startRedis();
    await using wall = await start(`store: redis, url: "${redis.url}"`);
    const client = await createClient({ url: redis.url }).connect();
    try {
      for (const record of ["not JSON", "7", "[]", '{"cookie":{},"user":"wall"}']) {
        const cookie = await signIn(wall);
        const [key = ""] = await client.keys("nocturne:session:*");
        await client.set(key, record);
        expect([record, (await wall.get("/api/session", cookie)).status]).toEqual([record, 401]);
        expect(await client.exists(key)).toBe(0);
      }
    } finally {
      client.destroy();
    }
  });

  it("[SE27] a secret is rotated without ending a session: the first one signs, all of them verify", async () => {
    await using redis = await startRedis();
    const settings = `store: redis, url: "${redis.url}"`;
    let cookie: string;
    {
      await using wall = await start(settings);
      cookie = await signIn(wall);
    }
    await writeFile(join(folder, "secret"), `${newSecret},${oldSecret}`);
    let younger: string;
    {
      await using wall = await start(settings);
      younger = await signIn(wall);
      // Its Host is another one now, and a cookie knows no port.
      expect((await wall.get("/api/session", cookie)).status).toBe(200);
    }
    await writeFile(join(folder, "secret"), newSecret);
    await using wall = await start(settings);
    await signIn(wall);
    expect((await wall.get("/api/session", younger)).status).toBe(200);
    expect((await wall.get("/api/session", cookie)).status).toBe(401);
  });
});

describe.skipIf(!findPostgres())("sessions in PostgreSQL", { timeout: 60_000 }, () => {
  it("[SE28] over TLS, with a password by reference, in a table that is made where it is missing", async () => {
    await using postgres = await startPostgres({ tls: await writeCertificates() });
    await writeFile(join(folder, "database"), postgres.password);
    const settings = `store: postgres, url: "${postgres.url}", tls: { ca: ca.pem }, password: { file: database }`;
    await using wall = await start(settings);
    const cookie = await signIn(wall);
    expect((await wall.get("/api/session", cookie)).status).toBe(200);
    expect(await postgres.query("SELECT sid FROM nocturne_session")).toHaveLength(1);
    const encrypted = await postgres.query(
      "SELECT bool_and(ssl) AS all FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'nocturne'",
    );
    expect(encrypted).toEqual([{ all: true }]);
  });

  it("[SE28] [CA1] a certificate of an authority that is not trusted is no store; one of the configuration's authorities is", async () => {
    await using postgres = await startPostgres({ tls: await writeCertificates() });
    await writeFile(join(folder, "database"), postgres.password);
    const settings = `store: postgres, url: "${postgres.url}", tls: true, password: { file: database }`;
    {
      await using wall = await start(settings);
      expect((await wall.post("/api/login", { body: { username: "wall", password } })).status).toBe(503);
    }
    await using wall = await start(settings, "certificate_authorities: [ca.pem]");
    expect((await wall.get("/api/session", await signIn(wall))).status).toBe(200);
  });

  it("[SE20] a row that somebody deletes ends its sockets when the connection to the database is made anew", async () => {
    await using postgres = await startPostgres();
    await writeFile(join(folder, "database"), postgres.password);
    await using wall = await start(`store: postgres, url: "${postgres.url}", password: { file: database }`);
    const cookie = await signIn(wall);
    using socket = wall.open(cookie);
    await socket.next("welcome");
    await postgres.query("DELETE FROM nocturne_session");
    await postgres.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'nocturne' AND pid <> pg_backend_pid()",
    );
    expect(await socket.closed).toBe(4401);
    expect((await wall.get("/api/session", await signIn(wall))).status).toBe(200);
  });

  it("[SE25] a record that is garbage is nobody's session and destroyed", async () => {
    await using postgres = await startPostgres();
    await writeFile(join(folder, "database"), postgres.password);
    await using wall = await start(`store: postgres, url: "${postgres.url}", password: { file: database }`);
    for (const record of ["7", '"text"', "[]", "{}"]) {
      const cookie = await signIn(wall);
      await postgres.query(`UPDATE nocturne_session SET sess = '${record}'`);
      expect([record, (await wall.get("/api/session", cookie)).status]).toEqual([record, 401]);
      expect(await postgres.query("SELECT sid FROM nocturne_session")).toEqual([]);
    }
  });
});

import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { startServer } from "../../server/start-server.ts";
import { lookAtWall, type RunningWall, readMetrics } from "../../server/updates/wall-sight.ts";
import { version } from "../../server/version.ts";

const noToken = async () => undefined;

async function startShown(config: string) {
  const folder = await mkdtemp(join(tmpdir(), "nocturne-sight-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "wall.yaml");
  await writeFile(file, config);
  const accounts = join(folder, "accounts.json");
  const screen: { screen: number; provenAgeMs: number | undefined; live: boolean } = {
    screen: 0,
    provenAgeMs: undefined,
    live: false,
  };
  const server = await startServer({
    config: file,
    accounts,
    assets: folder,
    log: pino({ level: "silent" }),
    pictures: { screens: () => [screen], provenAgeMs: () => screen.provenAgeMs, steps: () => new Map() },
  });
  onTestFinished(() => server.stop());
  return { server, accounts, screen };
}

test("[UP38] [UP34] the wall is found beside its accounts, on any port, and tells its version, picture and criticals", async () => {
  const { server, accounts, screen } = await startShown(
    'sources: { edge: { type: checks, every: 1s, targets: [ { name: mail, tcp: "127.0.0.1:1" } ] } }\n' +
      "alarms: { attempts: 1 }\npages: [ { panels: [ { type: alarms } ] } ]\n",
  );
  const look = () => lookAtWall(accounts, noToken);
  const whole: RunningWall = { version, hasOpenCritical: true, picture: { provenAgeMs: undefined, isLive: false } };
  await vi.waitFor(async () => expect(await look()).toEqual(whole), { timeout: 10_000, interval: 100 });
  Object.assign(screen, { provenAgeMs: 1500, live: true });
  expect(await look()).toEqual({ ...whole, picture: { provenAgeMs: 1500, isLive: true } });
  await server.stop();
  await expect(look()).rejects.toThrow("no wall says beside");
  await expect(access(join(accounts, "../listening.json"))).rejects.toThrow("ENOENT");
});

test("[UP31] a wall that was killed, and one that is none of ours, are said to be so", async () => {
  const folder = await mkdtemp(join(tmpdir(), "nocturne-sight-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const accounts = join(folder, "accounts.json");
  const note = (text: string) => writeFile(join(folder, "listening.json"), text);
  await note('{"url":"http://127.0.0.1:1","pid":1}');
  await expect(lookAtWall(accounts, noToken)).rejects.toThrow(/does not answer on 127\.0\.0\.1:1 .*ECONNREFUSED/);
  for (const bad of ["", "{", '{"url":"file:///etc/shadow","pid":1}', '{"url":"http://127.0.0.1:1"}']) {
    await note(bad);
    await expect(lookAtWall(accounts, noToken)).rejects.toThrow("no wall says beside");
  }
  expect(() => readMetrics("up 1\n")).toThrow("not a wall of Nocturne");
});

test("[UP31] of several screens the worst counts, and what is not told is not taken for well", () => {
  const info = 'nocturne_info{version="1.0.0"} 1\nnocturne_alarms_asking{severity="critical"} 0\n';
  const screens = (ages: string, live: string) =>
    `${info}# TYPE nocturne_picture_live gauge\nnocturne_picture_proven_age_seconds{screen="0"} 2\n` +
    `nocturne_picture_proven_age_seconds{screen="1"} ${ages}\nnocturne_picture_live{screen="0"} 1\nnocturne_picture_live{screen="1"} ${live}\n`;
  const calm = { version: "1.0.0", hasOpenCritical: false };
  expect(readMetrics(info)).toEqual({ ...calm, picture: undefined });
  expect(readMetrics(screens("5", "1"))).toEqual({ ...calm, picture: { provenAgeMs: 5000, isLive: true } });
  expect(readMetrics(screens("+Inf", "1")).picture).toEqual({ provenAgeMs: undefined, isLive: true });
  expect(readMetrics(screens("5", "0")).picture).toEqual({ provenAgeMs: 5000, isLive: false });
  expect(readMetrics(`${info}# TYPE nocturne_picture_live gauge\n`).picture).toMatchObject({ isLive: false });
  expect(readMetrics('nocturne_info{version="0.9.0"} 1\n').hasOpenCritical).toBe(true);
});

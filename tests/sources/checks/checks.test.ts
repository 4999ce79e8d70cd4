import { describe, expect, test } from "vitest";
import { checks } from "../../../server/sources/checks/checks.ts";
import { freePort, listenHttp, listenTcp } from "../../resources/listeners.ts";
import { observeSource } from "../../resources/observed-source.ts";

describe("checks source", () => {
  test("[CK1] before its first check a target is unknown, and no alarm", async () => {
    await using source = observeSource(checks, { targets: [{ name: "mail", tcp: `127.0.0.1:${await freePort()}` }] });
    expect(source.states().get("mail")).toMatchObject({ id: "mail", level: "unknown", reason: "not checked yet" });
    expect(source.conditions()).toEqual([]);
    expect(source.open("stat", "up")()).toMatchObject({ value: null, unit: "of 1 up", level: "unknown" });
  });

  test("[CK2] the wall fills at once: every target is checked within a second of the start", async () => {
    await using listener = await listenTcp((socket) => socket.end());
    const targets = Array.from({ length: 50 }, (_, index) => ({
      name: `t${index}`,
      tcp: `127.0.0.1:${listener.port}`,
    }));
    await using source = observeSource(checks, { every: "1h", targets });
    const startedAt = performance.now();
    await source.until("all are up", () => [...source.states().values()].every(({ level }) => level === "ok"));
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect([...source.states().keys()]).toEqual(targets.map(({ name }) => name));
  });

  test("[CK91] the slowest targets are ranked by the mean of their answers, and one that never answered is left out", async () => {
    await using slow = await listenHttp((_, response) => setTimeout(() => response.end("ok"), 150));
    await using quick = await listenTcp((socket) => socket.end());
    const targets = [
      { name: "quick", tcp: `127.0.0.1:${quick.port}` },
      { name: "slow", http: `http://127.0.0.1:${slow.port}/` },
      { name: "gone", tcp: `127.0.0.1:${await freePort()}` },
    ];
    await using source = observeSource(checks, { every: "1s", targets });
    const ranking = source.open("ranking");
    await source.until("both answered", () => ranking().items.length === 2);
    const { unit, items } = ranking();
    expect(unit).toBe("ms");
    expect(items.map(({ name }) => name)).toEqual(["slow", "quick"]);
    expect(items[0]?.value).toBeGreaterThanOrEqual(149);
    expect(
      source
        .open("ranking", "qui*")()
        .items.map(({ name }) => name),
    ).toEqual(["quick"]);
  });

  test("[CK90] uptime is known from the start of the source, and of the days before it nothing", async () => {
    const before = Date.now();
    await using up = await listenTcp((socket) => socket.end());
    const targets = [
      { name: "mail", tcp: `127.0.0.1:${up.port}` },
      { name: "gone", tcp: `127.0.0.1:${await freePort()}` },
    ];
    await using source = observeSource(checks, { every: "1s", targets });
    const uptime = source.open("uptime");
    await source.until("both were checked", () => uptime().targets.every(({ days }) => days.at(-1) !== null));
    const { since, targets: told } = uptime();
    expect(since).toBeGreaterThanOrEqual(before);
    expect(told.map(({ name, level, days }) => [name, level, days.at(-1)])).toEqual([
      ["mail", "ok", 1],
      ["gone", "critical", 0],
    ]);
    for (const { days } of told) expect(days.slice(0, -1).filter((share) => share !== null)).toEqual([]);
  });

  test("[CK3] a target that goes down is an alarm within one cadence, and none when it is back", async () => {
    let listener = await listenTcp((socket) => socket.end());
    const { port } = listener;
    await using source = observeSource(checks, { every: "1s", targets: [{ name: "mail", tcp: `127.0.0.1:${port}` }] });
    const level = () => source.states().get("mail")?.level;
    await source.until("up", () => level() === "ok");
    const upSince = source.states().get("mail")?.since ?? 0;
    await listener[Symbol.asyncDispose]();
    const closedAt = performance.now();
    await source.until("down", () => level() === "critical" && source.conditions().length === 1);
    expect(performance.now() - closedAt).toBeLessThan(2000);
    const condition = { identity: "mail", name: "mail", severity: "critical", summary: "connection refused" };
    expect(source.conditions()).toEqual([{ ...condition, labels: { target: "mail" }, checks: expect.any(Number) }]);
    expect(source.states().get("mail")?.since).toBeGreaterThan(upSince);
    expect(source.open("stat", "up")()).toMatchObject({ value: 0, unit: "of 1 up", level: "critical" });
    expect(source.open("stat", "mail")()).toMatchObject({ name: "mail: connection refused", value: null, unit: "ms" });

    listener = await listenTcp((socket) => socket.end(), { port });
    await source.until("up again", () => level() === "ok" && source.conditions().length === 0);
    await listener[Symbol.asyncDispose]();
    const { events } = source.open("events")();
    expect(events.map(({ level, subject }) => [level, subject])).toEqual([
      ["ok", "mail"],
      ["critical", "mail"],
    ]);
    expect(events[0]?.text).toMatch(/^ok again after [\d.]+ s$/);
    expect(events[1]?.text).toBe("connection refused");
    const { times, series } = source.open("series", "mail")();
    expect(series[0]?.values).toHaveLength(times.length);
    expect(series[0]?.values).toContain(null);
  });

  test("[CK4] a target that takes the connection and never answers is down after its timeout, and holds up no other", async () => {
    await using silent = await listenTcp(() => undefined);
    await using quick = await listenTcp((socket) => socket.end());
    const targets = [
      { name: "silent", http: `http://127.0.0.1:${silent.port}/` },
      { name: "quick", tcp: `127.0.0.1:${quick.port}` },
    ];
    await using source = observeSource(checks, { every: "1s", timeout: "900ms", targets });
    await source.until("the quick one is up", () => source.states().get("quick")?.level === "ok");
    await source.until("the silent one is down", () => source.conditions().length === 1);
    expect(source.conditions()[0]).toMatchObject({ identity: "silent", summary: "no answer within 0.9 s" });
  });

  test("[CK5] an answer slower than warn is a warning", async () => {
    await using server = await listenHttp((_, response) => void setTimeout(() => response.end(), 50));
    const targets = [{ name: "portal", http: `http://127.0.0.1:${server.port}/`, warn: "20ms" }];
    await using source = observeSource(checks, { every: "1s", targets });
    await source.until("it is slow", () => source.conditions().length > 0);
    expect(source.conditions()[0]).toMatchObject({ severity: "warning", summary: "slow: the limit is 20 ms" });
    const state = source.states().get("portal");
    expect(state).toMatchObject({ level: "warning", reason: "slow: the limit is 20 ms" });
    expect(state?.value).toMatch(/ms$/);
    expect(source.open("stat", "up")()).toMatchObject({ value: 1, level: "warning" });
  });

  test("[CK6] nothing goes on when the source is stopped", async () => {
    let open = 0;
    let seen = 0;
    await using listener = await listenTcp((socket) => {
      seen += 1;
      open += 1;
      socket.resume().once("close", () => (open -= 1));
    });
    const targets = repeated({ name: "silent", http: `http://127.0.0.1:${listener.port}/` }, 10);
    const source = observeSource(checks, { every: "2s", targets });
    await expect.poll(() => seen, { interval: 20 }).toBeGreaterThanOrEqual(5);
    await source.lifetime.end();
    const observations = source.observations();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const seenAtEnd = seen;
    expect(open).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(seen).toBe(seenAtEnd);
    expect(source.observations()).toBe(observations);
  });

  test("[CK7] findings are told together, at most five times a second", async () => {
    await using listener = await listenTcp((socket) => socket.end());
    const targets = repeated({ name: "t", tcp: `127.0.0.1:${listener.port}` }, 100);
    await using source = observeSource(checks, { every: "1s", targets });
    await source.until("all are up", () => [...source.states().values()].every(({ level }) => level === "ok"));
    const before = source.observations();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(source.observations() - before).toBeLessThanOrEqual(5);
    expect(source.observations() - before).toBeGreaterThan(0);
  });

  test("[CK8] several targets share one time axis", async () => {
    await using listener = await listenTcp((socket) => socket.end());
    const targets = repeated({ name: "t", tcp: `127.0.0.1:${listener.port}` }, 3);
    await using source = observeSource(checks, { every: "1s", targets });
    const view = source.open("series", "t0, t2");
    await source.until("both were checked thrice", () => view().times.length >= 6);
    const { times, series, unit } = view();
    expect(unit).toBe("ms");
    expect(series.map(({ name }) => name)).toEqual(["t0", "t2"]);
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    for (const { values } of series) {
      expect(values).toHaveLength(times.length);
      expect(typeof values.at(-1)).toBe("number");
    }
    expect(view()).toBe(view());
  });
});

function repeated<T extends { name: string }>(target: T | undefined, times: number): T[] {
  return target ? Array.from({ length: times }, (_, index) => ({ ...target, name: `${target.name}${index}` })) : [];
}

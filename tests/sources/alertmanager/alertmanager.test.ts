import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { alertmanager } from "../../../server/sources/alertmanager/alertmanager.ts";
import { hasAlertmanager, startAlertmanager } from "../../resources/alertmanager.ts";
import { observeSource } from "../../resources/observed-source.ts";

const down = (instance: string, severity?: string) => ({
  labels: { alertname: "Down", instance, ...(severity ? { severity } : {}) },
  annotations: { summary: `${instance}  does not\nanswer` },
});

describe.skipIf(!hasAlertmanager)("with a real prometheus-alertmanager, which must be installed", () => {
  let server: Awaited<ReturnType<typeof startAlertmanager>>;
  beforeEach(async () => {
    server = await startAlertmanager();
  }, 30_000);
  afterEach(() => server[Symbol.asyncDispose]());

  const observe = (options: Record<string, unknown> = {}) =>
    observeSource(alertmanager, { url: server.url, every: "1s", ...options }, { patienceMs: 15_000 });

  test("[AM1] each alert is a condition, named by its rule and what tells it apart, until it is resolved", async () => {
    await using source = observe();
    await server.fire(down("web-1", "critical"), down("web-2", "critical"), {
      labels: { alertname: "Slow", job: "api", severity: "warning" },
      annotations: { description: "p99 over 2 s" },
    });
    await source.until("three", () => source.conditions().length === 3);
    expect(source.conditions().map(({ name, severity, summary }) => [name, severity, summary])).toEqual(
      expect.arrayContaining([
        ["Down web-1", "critical", "web-1 does not answer"],
        ["Down web-2", "critical", "web-2 does not answer"],
        ["Slow api", "warning", "p99 over 2 s"],
      ]),
    );
    const [first] = source.conditions();
    expect(first?.identity).toMatch(/^[0-9a-f]{16}$/);
    expect(first?.labels).toMatchObject({ alertname: "Down" });
    await server.resolve(down("web-1", "critical").labels);
    await source.until("two", () => source.conditions().length === 2);
    expect(source.conditions().map(({ name }) => name)).toEqual(["Down web-2", "Slow api"]);
  });

  test("[AM2] severities are read as people write them; none is no alarm, and what nobody knows is unknown", async () => {
    await using source = observe({ severities: { chatter: "none", INFO: "warning" } });
    const written = ["page", "Critical", "warn", "ticket", "info", "none", "purple", "chatter"];
    await server.fire(...written.map((word) => down(`on-${word}`, word)), down("on-nothing"));
    await source.until("alerts", () => source.conditions().length === 7);
    expect(
      Object.fromEntries(source.conditions().map(({ name, severity }) => [name.slice("Down on-".length), severity])),
    ).toEqual({
      page: "critical",
      Critical: "critical",
      warn: "warning",
      ticket: "warning",
      info: "warning",
      purple: "unknown",
      nothing: "unknown",
    });
  });

  test("[AM3] a silenced alert is shelved by who silenced it, until the silence ends or is lifted", async () => {
    await using source = observe();
    await server.fire(down("web-1", "critical"));
    const lift = await server.silence(["instance", "web-1"], "ada", 30);
    await source.until("shelved", () => source.conditions()[0]?.shelved !== undefined);
    const [condition] = source.conditions();
    expect(condition?.shelved?.by).toBe("ada");
    expect(Math.abs((condition?.shelved?.until ?? 0) - (Date.now() + 30 * 60_000))).toBeLessThan(15_000);
    await lift();
    await source.until("not shelved", () => source.conditions()[0]?.shelved === undefined);
    expect(source.conditions()).toHaveLength(1);
  });

  test("[AM4] what another alert inhibits is not raised", async () => {
    await using source = observe();
    await server.fire(down("web-1", "critical"), {
      labels: { alertname: "Slow", instance: "web-1", severity: "warning" },
    });
    await source.until("one", () => source.conditions().length === 1 && source.observations() > 2);
    expect(source.conditions().map(({ name }) => name)).toEqual(["Down web-1"]);
    expect(
      source
        .open("states")()
        .states.map(({ name }) => name),
    ).toEqual(["Down web-1"]);
  });

  test("[AM5] the watchdog is no alarm; its absence is unknown at first, then critical", async () => {
    await using source = observe({ watchdog: "Watchdog", watchdog_grace: "2s" });
    await source.until("unknown", () => source.conditions().length === 1);
    expect(source.conditions()[0]).toMatchObject({
      identity: "watchdog",
      name: "Watchdog is not firing",
      severity: "unknown",
    });
    await source.until("critical", () => source.conditions()[0]?.severity === "critical");
    expect(source.conditions()[0]?.summary).toBe("alerts do not reach Alertmanager");
    await server.fire({ labels: { alertname: "Watchdog", severity: "none" } });
    await source.until("it fires", () => source.conditions().length === 0);
    expect(source.open("states")().states).toMatchObject([{ name: "Watchdog", level: "ok", value: "firing" }]);
    expect(source.open("events")().events).toEqual([]);
    expect(source.open("stat")()).toMatchObject({ value: 0, level: "ok" });
  });

  test("[AM6] states are worst first, silenced ones last, and say that nothing fires where nothing does", async () => {
    await using source = observe();
    const states = source.open("states");
    await source.until("an answer", () => source.observations() > 0);
    expect(states().states).toMatchObject([{ name: "No alert", level: "ok" }]);
    await server.silence(["instance", "d"], "ada");
    await server.fire(down("a", "warning"), down("b", "critical"), down("c"), down("d", "critical"), down("e", "info"));
    await source.until("four", () => states().states.length === 4);
    expect(states().states.map(({ name, level }) => [name, level])).toEqual([
      ["Down b", "critical"],
      ["Down c", "unknown"],
      ["Down a", "warning"],
      ["Down d", "critical"],
    ]);
    const { id } = states().states[0] ?? {};
    expect(source.conditions().find(({ identity }) => identity === id)?.name).toBe("Down b");
  });

  test("[AM7] events tell what fired and what is over, newest first", async () => {
    await using source = observe();
    const events = source.open("events");
    const minuteAgo = new Date(Date.now() - 60_000).toISOString();
    await server.fire({ ...down("a", "critical"), startsAt: minuteAgo }, down("b", "warning"));
    await source.until("two", () => source.observations() > 0 && events().events.length === 2);
    expect(events().events.map(({ subject, level }) => [subject, level])).toEqual([
      ["Down b", "warning"],
      ["Down a", "critical"],
    ]);
    await server.resolve(down("a", "critical").labels);
    await source.until("three", () => events().events.length === 3);
    expect(events().events[0]).toMatchObject({
      subject: "Down a",
      level: "ok",
      text: expect.stringMatching(/^over after \d+ s$/),
    });
  });

  test("[AM8] a stat counts what its query names, with its trend; silenced ones only where it says so", async () => {
    await using source = observe();
    const [all, critical, silenced, labelled] = ["", "critical", "silenced", "critical, instance=web-*"].map((query) =>
      source.open("stat", query),
    );
    await source.until("zero", () => source.observations() > 1 && all?.().value === 0);
    await server.silence(["instance", "db-2"], "ada");
    await server.fire(
      down("web-1", "critical"),
      down("db-1", "critical"),
      down("db-2", "critical"),
      down("web-2", "warning"),
    );
    await source.until("three", () => all?.().value === 3);
    expect(all?.()).toMatchObject({ value: 3, unit: "alerts", level: "critical" });
    expect(critical?.().value).toBe(2);
    expect(silenced?.()).toMatchObject({ value: 1, level: "ok" });
    expect(labelled?.()).toMatchObject({ value: 1, unit: "alert" });
    expect(all?.().trend.slice(0, 1)).toEqual([0]);
    expect(all?.().trend.at(-1)).toBe(3);
  });
});

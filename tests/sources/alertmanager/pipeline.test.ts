import { describe, expect, test } from "vitest";
import { alertmanager } from "../../../server/sources/alertmanager/alertmanager.ts";
import { hasAlertmanager, startAlertmanager } from "../../resources/alertmanager.ts";
import { freePort, listenHttp } from "../../resources/listeners.ts";
import { observeSource } from "../../resources/observed-source.ts";
import { hasPrometheus, startPrometheus } from "../../resources/prometheus.ts";
import { startWall } from "../../resources/running-wall.ts";

const observe = (url: string, options: Record<string, unknown> = {}) =>
  observeSource(alertmanager, { url, every: "1s", ...options }, { patienceMs: 20_000 });

describe.skipIf(!hasAlertmanager || !hasPrometheus)("with real daemons, which must be installed", () => {
  test("[AM9] a rule of a real Prometheus fires through a real Alertmanager to the wall, and ends there", async () => {
    const state = { healthy: true };
    await using exporter = await listenHttp((_, response) => {
      response.setHeader("content-type", "text/plain").end(`link_up{port="uplink"} ${state.healthy ? 1 : 0}\n`);
    });
    await using alerts = await startAlertmanager();
    await using metrics = await startPrometheus({
      targets: [`127.0.0.1:${exporter.port}`],
      alertmanager: alerts.address,
      rules: [
        { alert: "Watchdog", expr: "vector(1)", labels: { severity: "none" } },
        {
          alert: "LinkDown",
          expr: "link_up == 0",
          labels: { severity: "page" },
          annotations: { summary: "{{ $labels.port }} is down" },
        },
      ],
    });
    await metrics.knows('ALERTS{alertname="Watchdog"}');
    await using wall = await startWall({
      config: `
sources:
  alerts: { type: alertmanager, url: "${alerts.url}", every: 1s, watchdog: Watchdog }
  metrics: { type: prometheus, url: "${metrics.url}", every: 1s }
pages:
  - panels:
      - { type: status, source: alerts, at: [0, 0, 4, 4] }
      - { type: events, source: alerts, at: [4, 0, 4, 4] }
      - { type: stat, source: alerts, query: critical, at: [8, 0, 4, 4] }
      - { type: stat, source: metrics, query: link_up, title: Uplink, warn: 0.9, crit: 0.5, at: [0, 4, 4, 4] }
`,
    });
    using socket = wall.open(await wall.signIn());
    await socket.next("source", ({ id, freshness }) => id === "alerts" && freshness === "live");
    await socket.next("frame", ({ frame }) => frame.kind === "states" && frame.states[0]?.value === "firing");
    state.healthy = false;
    const { alarm } = await socket.next(
      "alarm",
      ({ alarm }) => alarm.source === "alerts" && alarm.severity === "critical",
    );
    expect(alarm).toMatchObject({ name: expect.stringMatching(/^LinkDown /), summary: "uplink is down" });
    await socket.next("alarm", ({ alarm }) => alarm.source === "metrics" && alarm.name === "Uplink");
    await socket.next("frame", ({ frame }) => frame.kind === "states" && `alerts/${frame.states[0]?.id}` === alarm.id);
    await socket.next("frame", ({ frame }) => frame.kind === "stat" && frame.name === "critical" && frame.value === 1);
    state.healthy = true;
    await socket.next("alarm-gone", ({ id }) => id === alarm.id);
    expect(wall.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  }, 60_000);

  test("[AM10] an Alertmanager that is killed blinds the source; after its return the watchdog has its time", async () => {
    const port = await freePort();
    const first = await startAlertmanager({ port });
    await first.fire({ labels: { alertname: "Watchdog" } });
    await using source = observe(first.url, { watchdog: "Watchdog", watchdog_grace: "5s" });
    await source.until("it is seen", () => source.observations() > 0);
    expect(source.conditions()).toEqual([]);
    await first[Symbol.asyncDispose]();
    await source.until("it is blind", () => source.failures.length > 0);
    expect(source.failures[0]).toBe("connection refused");
    await new Promise((resolve) => setTimeout(resolve, 6000));
    const observations = source.observations();
    await using second = await startAlertmanager({ port });
    await source.until("it is seen again", () => source.observations() > observations);
    expect(source.conditions()).toMatchObject([{ identity: "watchdog", severity: "unknown" }]);
    await second.fire({ labels: { alertname: "Watchdog" } });
    await source.until("it fires", () => source.conditions().length === 0);
  }, 60_000);

  test("[AM11] of a storm the worst 500 are alarms, and one stands for the others", async () => {
    await using server = await startAlertmanager();
    await using source = observe(server.url);
    const alerts = Array.from({ length: 3000 }, (_, index) => ({
      labels: { alertname: "Down", instance: `host-${index}`, severity: index % 10 === 0 ? "critical" : "warning" },
      annotations: { summary: "x".repeat(2000) },
    }));
    await server.fire(...alerts);
    await source.until("the storm", () => source.conditions().length > 500);
    const conditions = source.conditions();
    expect(conditions).toHaveLength(501);
    expect(conditions.filter(({ severity }) => severity === "critical")).toHaveLength(300);
    expect(conditions.at(-1)).toMatchObject({ identity: "more", name: "2500 more alerts", severity: "warning" });
    expect(source.open("states")().states).toHaveLength(500);
    expect(source.open("events")().events).toHaveLength(100);
    expect(source.open("stat")().value).toBe(3000);
    expect(source.failures).toEqual([]);
  }, 40_000);
});

test.each([
  [
    200,
    '{"status":"success","data":{}}',
    "the answer is not one of Alertmanager's API v2; is url the address of Alertmanager?",
  ],
  [200, '[{"labels":{}}]', "the answer is not one of Alertmanager's API v2; is url the address of Alertmanager?"],
  [200, "<html>", "answers with a web page, not JSON; is url the address of Alertmanager?"],
  [404, "404 page not found", "404 Not Found; is url the address of Alertmanager?"],
  [400, '"bad matcher format"', "400 Bad Request: bad matcher format"],
  [500, "null", "500 Internal Server Error"],
])("[AM12] status %i with %s is told in words", async (status, body, expected) => {
  await using server = await listenHttp((_, response) => void response.writeHead(status).end(body));
  await using source = observe(`http://127.0.0.1:${server.port}`);
  await source.until("it fails", () => source.failures.length > 0);
  expect(source.failures[0]).toBe(expected);
});

test("[AM13] a query that is neither a known word nor label=value is a fault that says what it must be", () => {
  const { queryFault } = alertmanager.configure({ url: "http://x" }, "/");
  expect(queryFault("stat", "critical, team = network")).toBeUndefined();
  expect(queryFault("states", undefined)).toBeUndefined();
  expect(queryFault("stat", "critcal")).toBe(
    'must be of critical, warning, unknown, active, silenced and label=value, with commas between them, such as "critical, team=network"; "critcal" is neither',
  );
  expect(queryFault("series", "x")).toBe("an Alertmanager has no series; use a status, events or stat panel");
});

import { expect, test } from "vitest";
import { listenHttp } from "../resources/listeners.ts";
import { startWall } from "../resources/running-wall.ts";

/** Speaks Prometheus's API: `bad` is refused for as long as the test wants. */
async function startMetrics() {
  const state = { isBad: false };
  const listener = await listenHttp((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
    if (searchParams.get("query") === "bad" && state.isBad) {
      const refusal = { status: "error", errorType: "execution", error: "too many samples" };
      response.writeHead(422).end(JSON.stringify(refusal));
      return;
    }
    const now = Date.now() / 1000;
    const range = pathname.endsWith("query_range");
    const result = range ? { metric: {}, values: [[Math.floor(now), "5"]] } : { metric: {}, value: [now, "5"] };
    const data = { resultType: range ? "matrix" : "vector", result: [result] };
    response.end(JSON.stringify({ status: "success", data }));
  });
  return { ...listener, state };
}

test("[LV14] an alarm of a query longer than an alarm's id can be acknowledged", async () => {
  await using metrics = await startMetrics();
  const query = `good${" or good".repeat(100)}`;
  await using wall = await startWall({
    config: `
sources: { metrics: { type: prometheus, url: "http://127.0.0.1:${metrics.port}", every: 1s } }
pages: [ { panels: [ { type: stat, source: metrics, query: "${query}", crit: 1, title: Long, at: [0, 0, 3, 2] } ] } ]
`,
  });
  using socket = wall.open(await wall.signIn("ada"));
  const { alarms } = await socket.next("welcome");
  const { alarm } = alarms[0] ? { alarm: alarms[0] } : await socket.next("alarm");
  expect(alarm.name).toBe("Long");
  socket.send({ type: "acknowledge", alarm: alarm.id, minutes: 5, note: "" });
  await socket.next("alarm", ({ alarm }) => alarm.workflow === "acknowledged");
});

test("[LV14] a panel without an answer says why and is an unknown alarm; the others and the source are live", async () => {
  await using metrics = await startMetrics();
  await using wall = await startWall({
    config: `
sources: { metrics: { type: prometheus, url: "http://127.0.0.1:${metrics.port}", every: 1s } }
pages:
  - panels:
      - { type: stat, source: metrics, query: bad, title: Samples, at: [0, 0, 3, 2] }
      - { type: stat, source: metrics, query: bad, title: The same, at: [0, 2, 3, 2] }
      - { type: stat, source: metrics, query: good, at: [3, 0, 3, 2] }
`,
  });
  using first = wall.open(await wall.signIn());
  await first.next("welcome");
  metrics.state.isBad = true;
  const fault = await first.next("fault", ({ panel }) => panel === "stat:metrics:bad");
  expect(fault.reason).toBe("too many samples");
  await first.next("fault", ({ panel }) => panel === "stat:metrics:bad#2");
  const { alarm } = await first.next("alarm");
  expect(alarm).toMatchObject({ severity: "unknown", name: "Samples", summary: "no answer: too many samples" });
  const good = first.received.length;
  await first.next("frame", (frame) => frame.panel === "stat:metrics:good" && first.received.indexOf(frame) > good);
  expect(wall.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  // Whoever comes later is told too; who watches it anew as well.
  using second = wall.open(await wall.signIn());
  const welcome = await second.next("welcome");
  expect(welcome.faults.map(({ panel }) => panel)).toEqual(["stat:metrics:bad", "stat:metrics:bad#2"]);
  expect(welcome.frames.map(({ panel }) => panel)).toContain("stat:metrics:bad");
  expect(welcome.alarms).toHaveLength(1);
  second.send({ type: "watch", panels: [] });
  second.send({ type: "watch", panels: ["stat:metrics:bad"] });
  await second.next("fault", ({ panel }) => panel === "stat:metrics:bad");
  metrics.state.isBad = false;
  const shown = welcome.frames.find(({ panel }) => panel === "stat:metrics:bad")?.seq ?? 0;
  await first.next("frame", ({ panel, seq }) => panel === "stat:metrics:bad" && seq > shown);
  await first.next("alarm-gone", ({ id }) => id === alarm.id);
  using third = wall.open(await wall.signIn());
  expect((await third.next("welcome")).faults).toEqual([]);
});

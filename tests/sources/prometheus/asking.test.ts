import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prometheus } from "../../../server/sources/prometheus/prometheus.ts";
import { observeSource } from "../../resources/observed-source.ts";
import { hasPrometheus, startPrometheus } from "../../resources/prometheus.ts";
import { startProxy } from "../../resources/proxy.ts";

const observe = (url: string) => observeSource(prometheus, { url, every: "1s" }, { patienceMs: 20_000 });
const given = (read: () => unknown) => {
  try {
    return read() !== undefined;
  } catch {
    return false;
  }
};

describe.skipIf(!hasPrometheus)("with a real prometheus, which must be installed", () => {
  let server: Awaited<ReturnType<typeof startPrometheus>>;
  beforeAll(async () => {
    server = await startPrometheus();
    await server.knows("count_over_time(up[10s]) >= 3");
  }, 60_000);
  afterAll(() => server[Symbol.asyncDispose]());

  test("[PM6] panels that ask the same share one request per round", async () => {
    await using proxy = await startProxy(server.url);
    await using source = observe(proxy.url);
    const panels = [
      source.open("stat", "up", 60_000),
      source.open("series", "up", 60_000),
      source.open("ranking", "up"),
      source.open("ranking", "up"),
    ];
    await source.until("answers", () => panels.every(given));
    await source.until("four rounds", () => proxy.passed.filter(({ path }) => path.endsWith("query")).length >= 8);
    const rounds = proxy.passed.filter(({ parameters }) => parameters.get("query") === "vector(1)").length;
    const instants = proxy.passed.filter(
      ({ path, parameters }) => path === "/api/v1/query" && parameters.get("query") === "up",
    ).length;
    expect(instants).toBeLessThanOrEqual(rounds);
    expect(proxy.passed.filter(({ path }) => path === "/api/v1/query_range").length).toBeLessThanOrEqual(rounds);
  });

  test("[PM7] a chart is back-filled once, then only its newest part is asked for, on points that stay", async () => {
    await using proxy = await startProxy(server.url);
    await using source = observe(proxy.url);
    const chart = source.open("series", "up", 3_600_000);
    await source.until("a chart", () => given(chart));
    const ranges = () => proxy.passed.filter(({ path }) => path === "/api/v1/query_range");
    const spans = () =>
      ranges().map(({ parameters }) => Number(parameters.get("end")) - Number(parameters.get("start")));
    expect(spans()).toEqual([3600]);
    const before = chart().times.slice(1, -1);
    await source.until("more points", () => ranges().length >= 2 && chart().times.at(-2) !== before.at(-1));
    expect(Number(ranges()[0]?.parameters.get("step"))).toBe(6);
    expect(spans()[1]).toBeLessThanOrEqual(132);
    expect(spans()[1]).toBeGreaterThanOrEqual(120);
    const kept = before.filter((time) => time >= (chart().times[0] ?? 0));
    expect(chart().times).toEqual(expect.arrayContaining(kept));
    expect(chart().times.length).toBeLessThanOrEqual(602);
  }, 30_000);

  test("[PM8] what was missed while Prometheus could not be reached is filled in afterwards", async () => {
    await using proxy = await startProxy(server.url);
    await using source = observe(proxy.url);
    const chart = source.open("series", "timestamp(up)", 60_000);
    await source.until("a chart", () => given(chart));
    proxy.state.mode = "cut";
    await source.until("it fails", () => source.failures.length > 0);
    expect(source.failures[0]).toBe("connection reset by the other side");
    const cutAt = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 4000));
    proxy.state.mode = "pass";
    const observations = source.observations();
    await source.until(
      "it is seen",
      () => source.observations() > observations && (chart().times.at(-1) ?? 0) > cutAt + 4000,
    );
    const { times, series } = chart();
    const missed = times.flatMap((time, index) =>
      time > cutAt && time < cutAt + 4000 ? [series[0]?.values[index]] : [],
    );
    expect(missed.length).toBeGreaterThanOrEqual(3);
    expect(missed).not.toContain(null);
  }, 30_000);

  test("[PM9] a query that hangs gets no answer in its own panel; it is asked once at a time and holds up no other", async () => {
    await using proxy = await startProxy(server.url);
    proxy.state.hangs = ({ parameters }) => parameters.get("query") === "up == 1";
    await using source = observe(proxy.url);
    const slow = source.open("ranking", "up == 1");
    const quick = source.open("ranking", "up");
    await source.until("the quick one", () => given(quick));
    const words = () => {
      try {
        return String(slow());
      } catch (failure) {
        return failure instanceof Error ? failure.message : "";
      }
    };
    await source.until("words", () => words() === "no answer within 2 s");
    expect(source.failures).toEqual([]);
    const asked = proxy.passed.filter(({ parameters }) => parameters.get("query") === "up == 1").length;
    const rounds = proxy.passed.filter(({ parameters }) => parameters.get("query") === "vector(1)").length;
    expect(asked).toBeLessThanOrEqual(Math.ceil(rounds / 2) + 1);
    proxy.state.hangs = () => false;
    await source.until("it is answered", () => given(slow));
  }, 30_000);

  test("[PM9] a query that gets no turn for all the slow ones says so, and looks no newer than it is", async () => {
    await using proxy = await startProxy(server.url);
    proxy.state.hangs = ({ parameters }) => parameters.get("query")?.startsWith("up ==") === true;
    await using source = observe(proxy.url);
    for (let index = 0; index < 60; index += 1) source.open("ranking", `up == ${index}`);
    const last = source.open("ranking", "up");
    const words = () => {
      try {
        return String(last());
      } catch (failure) {
        return failure instanceof Error ? failure.message : "";
      }
    };
    await source.until("words", () => words() === "not asked within 2 s: 8 slow queries at once are the limit");
    expect(source.failures).toEqual([]);
  }, 30_000);

  test("[PM12] a Prometheus that freezes blinds the source, and is seen again when it goes on", async () => {
    await using frozen = await startPrometheus();
    await using source = observe(frozen.url);
    await source.until("it is seen", () => source.observations() > 0);
    frozen.freeze();
    await source.until("it is blind", () => source.failures.length > 0);
    expect(source.failures[0]).toBe("no answer within 2 s");
    const observations = source.observations();
    frozen.thaw();
    await source.until("it is seen again", () => source.observations() > observations);
  }, 40_000);

  test("[PM10] a long query is posted as a form, and Prometheus is told the time limit", async () => {
    await using proxy = await startProxy(server.url);
    await using source = observe(proxy.url);
    const query = `up{job=~"test|${"x".repeat(5000)}"}`;
    const panel = source.open("ranking", query);
    await source.until("an answer", () => given(panel));
    const asked = proxy.passed.find(({ parameters }) => parameters.get("query") === query);
    expect(asked).toMatchObject({ method: "POST", path: "/api/v1/query" });
    expect(asked?.parameters.get("timeout")).toBe("2s");
    expect(panel().items).toHaveLength(1);
  });

  test("[PM11] what no panel asks any more is not asked; nothing goes on when the source is stopped", async () => {
    await using proxy = await startProxy(server.url);
    const source = observe(proxy.url);
    const panel = source.open("ranking", "up");
    const own = source.lifetime.child();
    const gone = source.answers.ranking?.({ text: "up == 1", lastMs: 60_000 }, own);
    await source.until("answers", () => given(panel) && gone !== undefined && given(gone));
    await own.end();
    const asked = () => proxy.passed.filter(({ parameters }) => parameters.get("query") === "up == 1").length;
    const before = asked();
    const observations = source.observations();
    await source.until("more rounds", () => source.observations() >= observations + 3);
    expect(asked()).toBe(before);
    proxy.state.mode = "hang";
    await new Promise((resolve) => setTimeout(resolve, 1200));
    await source.lifetime.end();
    const { length } = proxy.passed;
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(proxy.passed).toHaveLength(length);
    expect(source.failures).toEqual([]);
  }, 15_000);
});

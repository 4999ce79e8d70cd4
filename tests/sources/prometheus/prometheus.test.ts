import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prometheus } from "../../../server/sources/prometheus/prometheus.ts";
import { freePort, listenHttp } from "../../resources/listeners.ts";
import { observeSource } from "../../resources/observed-source.ts";
import { hasPrometheus, startPrometheus } from "../../resources/prometheus.ts";

/** A target whose figures the test decides. */
async function startExporter() {
  const state = { text: "queue_length 7\n" };
  const listener = await listenHttp((_, response) => response.setHeader("content-type", "text/plain").end(state.text));
  return { ...listener, state };
}

const many = Array.from({ length: 60 }, (_, index) => `port_octets{port="p${index}"} ${index * 10}`).join("\n");
const figures = `queue_length 7
disk_free{host="web-1",disk="sda"} 10
disk_free{host="web-1",disk="sdb"} 20
disk_free{host="web-2",disk="sda"} 30
not_a_number NaN
${many}
`;

const observe = (url: string) => observeSource(prometheus, { url, every: "1s" }, { patienceMs: 15_000 });
const given = (read: () => unknown) => () => {
  try {
    return read() !== undefined;
  } catch {
    return false;
  }
};
const words = (read: () => unknown) => () => {
  try {
    read();
    return "";
  } catch (failure) {
    return failure instanceof Error ? failure.message : "";
  }
};

describe.skipIf(!hasPrometheus)("with a real prometheus, which must be installed", () => {
  let exporter: Awaited<ReturnType<typeof startExporter>>;
  let server: Awaited<ReturnType<typeof startPrometheus>>;
  beforeAll(async () => {
    exporter = await startExporter();
    exporter.state.text = figures;
    server = await startPrometheus({ targets: [`127.0.0.1:${exporter.port}`] });
    await server.knows("count_over_time(queue_length[10s]) >= 4");
  }, 60_000);
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await exporter[Symbol.asyncDispose]();
  });

  describe("answers", () => {
    test("[PM1] a stat is the value now, with its trend from before the wall was started", async () => {
      await using source = observe(server.url);
      const stat = source.open("stat", "queue_length", 60_000);
      await source.until("a value", given(stat));
      expect(stat()).toMatchObject({ kind: "stat", value: 7, level: "ok" });
      expect(stat().trend.filter((value) => value === 7).length).toBeGreaterThanOrEqual(3);
      expect(source.failures).toEqual([]);
    });

    test("[PM2] a chart is full at once, a line for each series, named by what tells them apart", async () => {
      await using source = observe(server.url);
      const chart = source.open("series", "disk_free", 60_000);
      await source.until("a chart", given(chart));
      const { series, times } = chart();
      expect(series.map(({ name }) => name)).toEqual(["web-1 sda", "web-1 sdb", "web-2 sda"]);
      expect(series.map(({ values }) => values.at(-1))).toEqual([10, 20, 30]);
      expect(times.length).toBeGreaterThanOrEqual(60);
      expect(Math.abs((times.at(-1) ?? 0) - Date.now())).toBeLessThan(3000);
      expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0))).toBe(true);
    });
  });

  describe("what a panel cannot be answered", () => {
    test("[PM3] an empty result is no value and no fault; what is no number too", async () => {
      await using source = observe(server.url);
      const none = source.open("stat", "no_such_metric");
      const nan = source.open("stat", "not_a_number");
      const chart = source.open("series", "no_such_metric");
      const ranking = source.open("ranking", "no_such_metric");
      await source.until("answers", () => [none, nan, chart, ranking].every((read) => given(read)()));
      expect(none()).toMatchObject({ name: "the query finds nothing", value: null, level: "ok", trend: [] });
      expect(nan()).toMatchObject({ name: "what the query gives is not a number", value: null });
      expect(chart().series).toEqual([]);
      expect(ranking().items).toEqual([]);
    });

    test.each([
      ["sum(", "stat", "1:5: parse error: unclosed left parenthesis"],
      [
        "queue_length[5s]",
        "ranking",
        "the query gives a range of samples; take rate(…), avg_over_time(…) or the like of it",
      ],
      ['"text"', "ranking", "the query gives text, not a number"],
      ["queue_length / 0", "stat", "the query gives +Inf; does it divide by zero?"],
      ["disk_free", "stat", /^the query gives 3 values and this panel shows one; take sum\(…\) or max\(…\)/],
      ["queue_length[5s]", "series", /range/],
    ] as const)("[PM4] %s in a %s panel is told in words, and blinds nobody else", async (query, kind, expected) => {
      await using source = observe(server.url);
      const bad = source.open(kind, query);
      const good = source.open("stat", "queue_length");
      await source.until("words", () => !/^no \w+ yet$/.test(words(bad)()) && given(good)());
      expect(words(bad)()).toMatch(expected);
      expect(good().value).toBe(7);
      expect(source.failures).toEqual([]);
    });
  });

  test("[PM5] a ranking is the largest first; a chart of many series shows the extremes and counts the rest", async () => {
    await using source = observe(server.url);
    const ranking = source.open("ranking", "port_octets");
    const chart = source.open("series", "port_octets", 60_000);
    await source.until("answers", () => given(ranking)() && given(chart)());
    expect(ranking().items).toHaveLength(50);
    expect(ranking().items.slice(0, 2)).toEqual([
      { name: "p59", value: 590, level: "ok" },
      { name: "p58", value: 580, level: "ok" },
    ]);
    const names = chart().series.map(({ name }) => name);
    expect(names).toEqual(
      [...Array(10).keys(), ...Array.from({ length: 10 }, (_, index) => 50 + index)].map((n) => `p${n}`),
    );
    expect(chart().more).toBe(40);
  });

  test("[PM12] a Prometheus that is killed blinds the source in words; back again, it is seen, and the chart too", async () => {
    const port = await freePort();
    const first = await startPrometheus({ port });
    await using source = observe(first.url);
    const panel = source.open("ranking", "up");
    const chart = source.open("series", "up", 60_000);
    await source.until("answers", () => given(panel)() && given(chart)());
    await first[Symbol.asyncDispose]();
    await source.until("it is blind", () => source.failures.length > 0);
    expect(source.failures[0]).toBe("connection refused");
    const observations = source.observations();
    await using second = await startPrometheus({ port });
    await second.knows("up");
    await source.until("it is seen", () => source.observations() > observations && panel().items.length > 0);
    expect(words(panel)()).toBe("");
    expect(words(chart)()).toBe("");
  }, 40_000);
});

/** Speaks Prometheus's API, with a clock that is `ahead` by so many seconds, and a warning besides each answer. */
async function startOddServer(ahead: number) {
  const ranges: URLSearchParams[] = [];
  const listener = await listenHttp((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
    const [start, end, step] = ["start", "end", "step"].map((name) => Number(searchParams.get(name)));
    const range = pathname.endsWith("query_range");
    if (range) ranges.push(searchParams);
    const count = ((end ?? 0) - (start ?? 0)) / (step ?? 1) + 1;
    const result = range
      ? { metric: {}, values: Array.from({ length: count }, (_, index) => [(start ?? 0) + index * (step ?? 1), "5"]) }
      : { metric: {}, value: [Date.now() / 1000 + ahead, "5"] };
    const data = { resultType: range ? "matrix" : "vector", result: [result] };
    response.end(JSON.stringify({ status: "success", warnings: ["one store is out of reach"], data }));
  });
  return { ...listener, ranges, url: `http://127.0.0.1:${listener.port}` };
}

test("[PM13] a Prometheus whose clock is wrong is asked by its clock, and its chart is dated by this machine's", async () => {
  await using odd = await startOddServer(3600);
  await using source = observe(odd.url);
  const chart = source.open("series", "x", 60_000);
  await source.until("a chart", given(chart));
  expect(Math.abs(Number(odd.ranges[0]?.get("end")) - (Date.now() / 1000 + 3600))).toBeLessThan(5);
  expect(Math.abs((chart().times.at(-1) ?? 0) - Date.now())).toBeLessThan(3000);
  expect(chart().series).toHaveLength(1);
  expect(chart().series[0]?.values).not.toContain(null);
  expect(Math.abs((source.heard().skew?.ms ?? 0) - 3_600_000)).toBeLessThan(3000);
});

test("[PM14] an answer that may not be all of it is a warning, and what it lacked is asked for again", async () => {
  await using odd = await startOddServer(0);
  await using source = observe(odd.url);
  source.open("series", "x", 3_600_000);
  await source.until("a second range", () => odd.ranges.length >= 2);
  const spans = odd.ranges.map((asked) => Number(asked.get("end")) - Number(asked.get("start")));
  expect(spans.slice(0, 2)).toEqual([3600, 3600]);
  // What the store would have said may be the alarm.
  expect(source.conditions()).toEqual([
    {
      identity: "warning",
      name: "Answers are not complete",
      severity: "warning",
      summary: "one store is out of reach (x)",
      labels: {},
    },
  ]);
});

test("[PM1] where the past of a value cannot be had, the value stands alone", async () => {
  await using odd = await listenHttp((request, response) => {
    const range = request.url?.includes("query_range");
    const data = { resultType: "vector", result: [{ metric: {}, value: [Date.now() / 1000, "5"] }] };
    const refusal = { status: "error", errorType: "execution", error: "too many samples" };
    response.writeHead(range ? 422 : 200).end(JSON.stringify(range ? refusal : { status: "success", data }));
  });
  await using source = observe(`http://127.0.0.1:${odd.port}`);
  const stat = source.open("stat", "x");
  const chart = source.open("series", "x");
  await source.until("words", () => given(stat)() && words(chart)() === "too many samples");
  expect(stat()).toMatchObject({ value: 5, trend: [] });
});

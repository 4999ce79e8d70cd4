import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Lifetime } from "../../../server/lifetime.ts";
import { Dashboard } from "../../../server/sources/host/dashboard.ts";
import { type Gauge, type Reading, rates } from "../../../server/sources/host/gauges.ts";
import { parseNetDev } from "../../../server/sources/host/interface-counters.ts";
import { readGauges } from "../../../server/sources/host/read-gauges.ts";

const table = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 1000 9 0 0 0 0 0 0 1000 9 0 0 0 0 0 0
  eth0:2000 9 0 0 0 0 0 0 300 9 0 0 0 0 0 0
`;

function gauge(name: string, read: () => Promise<Reading>): Gauge {
  return { name, kinds: [name], everyMs: 2000, read };
}

function reading(key: string, value: number): Reading {
  return new Map([[key, { name: key, value }]]);
}

async function run(gauges: Gauge[], ms: number): Promise<Dashboard> {
  const lifetime = new Lifetime();
  const dashboard = new Dashboard(100);
  readGauges(gauges, lifetime, {
    taken: (gauge, reading) => dashboard.take(gauge, reading),
    failed: (gauge, reason) => dashboard.fail(gauge, reason),
  });
  await vi.advanceTimersByTimeAsync(ms);
  await lifetime.end();
  return dashboard;
}

describe("network rates", () => {
  test("[HO10] the table of Linux is read by interface, also where no space follows the colon", () => {
    expect(parseNetDev(table)).toEqual(
      new Map([
        ["lo", { in: 1000, out: 1000 }],
        ["eth0", { in: 2000, out: 300 }],
      ]),
    );
  });

  test("[HO11] bytes become bits per second; loopback counts in no sum, nor an interface made anew", () => {
    const before = { at: 0, bytes: parseNetDev(table).set("eth1", { in: 500, out: 500 }) };
    const bytes = new Map([
      ["lo", { in: 9000, out: 9000 }],
      ["eth0", { in: 4000, out: 400 }],
      ["eth1", { in: 3, out: 3 }],
      ["eth2", { in: 7777, out: 7777 }],
    ]);
    const reading = rates(before, { at: 2000, bytes });
    expect(reading.get("network in eth0")).toEqual({ name: "Network eth0 in", value: 8000 });
    expect(reading.get("network out eth0")?.value).toBe(400);
    expect(reading.get("network lo")?.value).toBe(64_000);
    expect(reading.get("network")?.value).toBe(8400);
    expect(reading.has("network eth1")).toBe(false);
    expect(reading.has("network eth2")).toBe(false);
  });
});

describe("reading of gauges", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("[HO12] a gauge that hangs is unknown in words, is not asked twice, and holds up no other", async () => {
    let asked = 0;
    const hanging = gauge("disk", () => {
      asked += 1;
      return new Promise<never>(() => undefined);
    });
    let cpu = 0;
    const dashboard = await run([hanging, gauge("cpu", async () => reading("cpu", (cpu += 1)))], 20_500);
    expect(asked).toBe(1);
    expect(cpu).toBe(11);
    expect(dashboard.standing("cpu")).toEqual({ is: "measured", name: "cpu", value: 11 });
    expect(dashboard.standing("disk /")).toEqual({ is: "unseen", name: "disk /", why: "no answer within 10 s" });
    expect(dashboard.conditions()).toEqual([
      {
        identity: "disk",
        name: "disk",
        severity: "unknown",
        summary: "cannot be read: no answer within 10 s",
        labels: {},
      },
    ]);
  });

  test("[HO13] a gauge that fails has no value until it answers again, and leaves a gap", async () => {
    let reads = 0;
    const shaky = gauge("cpu", () => {
      reads += 1;
      return reads === 2 ? Promise.reject(new Error("no such file")) : Promise.resolve(reading("cpu", reads));
    });
    const failed = await run([shaky], 2250);
    expect(failed.standing("cpu")).toEqual({ is: "unseen", name: "cpu", why: "no such file" });
    reads = 0;
    const back = await run([shaky], 4250);
    expect(back.conditions()).toEqual([]);
    expect(back.history("cpu").since(0).values).toEqual([1, null, 3]);
  });

  test("[HO14] histories of single disks and interfaces are bounded", async () => {
    const dashboard = new Dashboard(4);
    const first = dashboard.history("disk /0");
    expect(dashboard.history("disk /0")).toBe(first);
    for (let index = 1; index <= 64; index += 1) dashboard.history(`disk /${index}`);
    expect(dashboard.history("disk /0")).not.toBe(first);
  });
});

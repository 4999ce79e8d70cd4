import { hostname } from "node:os";
import { describe, expect, test, vi } from "vitest";
import { uptimeText } from "../../../server/sources/host/about.ts";
import { createGauges } from "../../../server/sources/host/gauges.ts";
import { host } from "../../../server/sources/host/host.ts";
import { observeSource } from "../../resources/observed-source.ts";

describe("host source", () => {
  test("[HO1] it measures this machine, and is seen at once", async () => {
    await using source = observeSource(host, { every: "1s" });
    const startedAt = performance.now();
    await source.until("it is seen", () => source.observations() > 0);
    expect(performance.now() - startedAt).toBeLessThan(3000);
    // Its gauges answer one after the other.
    await vi.waitFor(() => ["cpu", "memory", "uptime"].map((query) => source.open("stat", query)()), 5000);
    for (const query of ["cpu", "memory"]) {
      const { value, unit, level } = source.open("stat", query)();
      expect(value, query).toBeGreaterThanOrEqual(0);
      expect(value, query).toBeLessThanOrEqual(100);
      expect([unit, level]).toEqual(["%", "ok"]);
    }
    expect(source.open("stat", "uptime")().value).toBeGreaterThan(0);
    expect(source.conditions()).toEqual([]);
    expect(source.failures).toEqual([]);
  });

  test("[HO2] the fullest disk stands for all, and each can be asked for", async () => {
    await using source = observeSource(host, {});
    const disk = source.open("stat", "disk");
    await source.until("disks were read", () => isThere(disk));
    const { name, value, level } = disk();
    expect(level).toBe("ok");
    if (value === null) expect(name).toBe("Disk: this machine has none that can be written to");
    else expect(source.open("stat", name.replace("Disk", "disk"))()).toMatchObject({ name, value });
    expect(source.open("stat", "disk /no/such/mount")()).toMatchObject({
      name: "disk /no/such/mount: not on this machine",
      value: null,
    });
  });

  test("[HO3] traffic is bits per second, and a chart has a line for each direction", async () => {
    await using source = observeSource(host, { every: "1s" });
    const series = source.open("series", "network");
    await source.until("there are two readings", () => isThere(series) && series().times.length >= 2);
    const frame = series();
    expect(frame.unit).toBe("bps");
    expect(frame.series.map(({ name }) => name)).toEqual(["in", "out"]);
    for (const { values } of frame.series) expect(values.at(-1)).toBeGreaterThanOrEqual(0);
    const total = source.open("stat", "network")().value;
    expect(total).toBe((frame.series[0]?.values.at(-1) ?? 0) + (frame.series[1]?.values.at(-1) ?? 0));
  });

  test("[HO15] single disks and interfaces are ranked by their names, the fullest and busiest first", async () => {
    await using source = observeSource(host, { every: "1s" });
    for (const [query, unit] of [
      ["disk", "%"],
      ["network", "bps"],
    ] as const) {
      const ranking = source.open("ranking", query);
      await source.until(`${query} was read`, () => isThere(ranking));
      const frame = ranking();
      expect(frame.unit).toBe(unit);
      const values = frame.items.map(({ value }) => value);
      expect(values).toEqual(values.toSorted((a, b) => b - a));
      for (const { name, value } of frame.items) {
        expect(source.open("stat", `${query} ${name}`)().value, name).toBe(value);
      }
    }
    expect(host.configure({}, "/").queryFault("ranking", "cpu")).toMatch(/must be "disk" or "network"/);
  });

  test("[HO4] a sensor or swap that the machine has not is said in words, and is nothing bad", async () => {
    await using source = observeSource(host, {});
    const temperature = source.open("stat", "temperature");
    const swap = source.open("stat", "swap");
    await source.until("both were read", () => isThere(temperature) && isThere(swap));
    for (const { name, value, level } of [temperature(), swap()]) {
      expect(level).toBe("ok");
      if (value === null) expect(name).toMatch(/: this machine /);
      else expect(name).toMatch(/^(Temperature|Swap)$/);
    }
  });

  test("[HO5] its text says which machine this is", async () => {
    await using source = observeSource(host, {});
    const lines = source.open("text")().text.split("\n");
    expect(lines[0]).toBe(hostname());
    expect(lines[3]).toMatch(/^up \d+/);
    expect([uptimeText(59), uptimeText(3660), uptimeText(200_000)]).toEqual(["0 min", "1 h 1 min", "2 d 7 h"]);
  });

  test("[HO6] a query that names nothing is a fault with words", () => {
    const { queryFault } = host.configure({}, "/");
    for (const query of ["cpu", "disk", "disk /var", "network", "network eth0", "network in", "network out eth0"]) {
      expect(queryFault("stat", query), query).toBeUndefined();
      expect(queryFault("series", query), query).toBeUndefined();
    }
    expect(queryFault("stat", "cpus")).toMatch(/^no quantity "cpus"; quantities are cpu, memory/);
    expect(queryFault("stat", "toString")).toMatch(/^no quantity/);
    expect(queryFault("stat", undefined)).toMatch(/^needs a query/);
    expect(queryFault("stat", "cpu 3")).toMatch(/^cpu stands alone/);
    expect(queryFault("states", undefined)).toContain("a host has no states");
    expect(queryFault("text", undefined)).toBeUndefined();
  });

  test("[HO7] every gauge answers on this machine", async () => {
    const gauges = createGauges(1000);
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const { name, kinds, read } of gauges) {
      const reading = await read();
      expect(
        [...reading.keys()].map((key) => key.split(" ")[0]),
        name,
      ).toEqual(expect.arrayContaining(kinds));
    }
  });

  test("[HO8] it is quiet after its end", async () => {
    const source = observeSource(host, { every: "1s" });
    await source.until("it is seen", () => source.observations() > 0);
    await source.lifetime.end();
    const before = source.observations();
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(source.observations()).toBe(before);
  });
});

/** A view of this source answers once its gauge was read. */
function isThere(view: () => unknown): boolean {
  try {
    view();
    return true;
  } catch {
    return false;
  }
}

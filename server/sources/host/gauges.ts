import { cpus, loadavg, uptime } from "node:os";
import { z } from "zod";
import { systemInformation } from "../system-information.ts";
import { type Counters, readCounters } from "./interface-counters.ts";

interface Measured {
  /** What was measured, in words: "Disk /var". */
  name: string;
  /** Or in words why this machine has none. */
  value: number | string;
}

/** By quantity: "cpu", "disk", "disk /var". */
export type Reading = Map<string, Measured>;

export interface Gauge {
  /** In words for the wall: "CPU", "disks". */
  name: string;
  /** The first words of the quantities that it reads. */
  kinds: string[];
  everyMs: number;
  read(): Promise<Reading>;
}

/** Whatever costs a program's start (`df`, `sensors`; off Linux almost everything) is read more seldom. */
const diskEveryMs = 30_000;
const dearEveryMs = 10_000;

/** Rates are over the time since the reading before, the first since this call. */
export function createGauges(everyMs: number): Gauge[] {
  const dearMs = Math.max(everyMs, dearEveryMs);
  const unlessLinuxMs = process.platform === "linux" ? everyMs : dearMs;
  return [
    { name: "CPU", kinds: ["cpu"], everyMs, read: cpuReader() },
    { name: "memory", kinds: ["memory", "swap"], everyMs: unlessLinuxMs, read: readMemory },
    { name: "network", kinds: ["network"], everyMs: unlessLinuxMs, read: networkReader() },
    { name: "load", kinds: ["load", "uptime"], everyMs, read: readLoad },
    { name: "temperature", kinds: ["temperature"], everyMs: dearMs, read: readTemperature },
    { name: "disks", kinds: ["disk"], everyMs: Math.max(everyMs, diskEveryMs), read: readDisks },
  ];
}

function cpuReader(): Gauge["read"] {
  let before = cpuTimes();
  return () => {
    const now = cpuTimes();
    const total = now.total - before.total;
    const busy = now.busy - before.busy;
    before = now;
    // The counters of the system tick a hundred times a second: within one tick there is nothing to divide.
    if (total <= 0) return Promise.reject(new Error("the system counted no time"));
    return Promise.resolve(new Map([["cpu", { name: "CPU", value: (100 * busy) / total }]]));
  };
}

function cpuTimes(): { busy: number; total: number } {
  const times = cpus().map(({ times: { user, nice, sys, irq, idle } }) => ({ busy: user + nice + sys + irq, idle }));
  const busy = times.reduce((sum, one) => sum + one.busy, 0);
  return { busy, total: times.reduce((sum, one) => sum + one.idle, busy) };
}

async function readMemory(): Promise<Reading> {
  const { mem } = await systemInformation();
  const { total, available, swaptotal, swapused } = await mem();
  const swap = swaptotal > 0 ? (100 * swapused) / swaptotal : "this machine has none";
  return new Map<string, Measured>([
    ["memory", { name: "Memory", value: (100 * (total - available)) / total }],
    ["swap", { name: "Swap", value: swap }],
  ]);
}

function networkReader(): Gauge["read"] {
  let before: Promise<Counters | undefined> = readCounters().catch(() => undefined);
  return async () => {
    const [earlier, now] = [await before, await readCounters()];
    before = Promise.resolve(now);
    if (!earlier) throw new Error("there is no earlier reading yet");
    return rates(earlier, now);
  };
}

/** Interfaces that carry what goes through another one as well, and would be counted twice in the sum. */
const inner = /^(lo|veth|docker|br-|virbr|vnet|tun|tap|wg|dummy|ifb|bond|vlan)/;

/** Bits per second of each interface and of all together. One whose counters went back was made anew: no rate yet. */
export function rates(before: Counters, now: Counters): Reading {
  const seconds = (now.at - before.at) / 1000;
  const reading: Reading = new Map();
  const sum = { in: 0, out: 0 };
  for (const [device, bytes] of now.bytes) {
    const earlier = before.bytes.get(device);
    if (!earlier || bytes.in < earlier.in || bytes.out < earlier.out) continue;
    const rate = { in: (8 * (bytes.in - earlier.in)) / seconds, out: (8 * (bytes.out - earlier.out)) / seconds };
    putRates(reading, rate, ` ${device}`);
    if (inner.test(device)) continue;
    sum.in += rate.in;
    sum.out += rate.out;
  }
  putRates(reading, sum, "");
  return reading;
}

function putRates(reading: Reading, rate: { in: number; out: number }, device: string): void {
  reading.set(`network${device}`, { name: `Network${device} in + out`, value: rate.in + rate.out });
  reading.set(`network in${device}`, { name: `Network${device} in`, value: rate.in });
  reading.set(`network out${device}`, { name: `Network${device} out`, value: rate.out });
}

function readLoad(): Promise<Reading> {
  const [lastMinute = 0] = loadavg();
  const load = process.platform === "win32" ? "Windows does not measure it" : lastMinute;
  return Promise.resolve(
    new Map<string, Measured>([
      ["load", { name: "Load", value: load }],
      ["uptime", { name: "Uptime", value: uptime() }],
    ]),
  );
}

/** The types of systeminformation do not know that there is null where there is no sensor. */
const temperature = z.object({ main: z.number().nullable() });

async function readTemperature(): Promise<Reading> {
  const { cpuTemperature } = await systemInformation();
  const { main } = temperature.parse(await cpuTemperature());
  return new Map([["temperature", { name: "Temperature", value: main ?? "this machine shows no sensor" }]]);
}

/** Those that can be written to: an image mounted read-only is always full. */
async function readDisks(): Promise<Reading> {
  const { fsSize } = await systemInformation();
  const disks = (await fsSize()).filter(({ rw, size }) => rw && size > 0);
  const reading: Reading = new Map();
  const [fullest] = disks.toSorted((a, b) => b.use - a.use);
  const none = { name: "Disk", value: "this machine has none that can be written to" };
  reading.set("disk", fullest ? { name: `Disk ${fullest.mount}`, value: fullest.use } : none);
  for (const { mount, use } of disks) reading.set(`disk ${mount}`, { name: `Disk ${mount}`, value: use });
  return reading;
}

import { readFile } from "node:fs/promises";
import { systemInformation } from "../system-information.ts";

/** Bytes that each interface has carried. `at`: monotonic milliseconds. */
export interface Counters {
  at: number;
  bytes: Map<string, { in: number; out: number }>;
}

export async function readCounters(): Promise<Counters> {
  // systeminformation starts a shell for each interface; Linux tells it all in one file.
  if (process.platform === "linux")
    return { at: performance.now(), bytes: parseNetDev(await readFile("/proc/net/dev", "utf8")) };
  const { networkStats } = await systemInformation();
  const stats = await networkStats("*");
  const bytes = new Map(stats.map(({ iface, rx_bytes, tx_bytes }) => [iface, { in: rx_bytes, out: tx_bytes }]));
  return { at: performance.now(), bytes };
}

/** proc_pid_net_dev(5): after each name, eight columns of what was received, then eight of what was sent; bytes first. */
export function parseNetDev(table: string): Counters["bytes"] {
  const bytes: Counters["bytes"] = new Map();
  for (const line of table.split("\n").slice(2)) {
    const [name, columns] = line.split(":", 2);
    const numbers = columns?.trim().split(/\s+/).map(Number);
    if (name && numbers) bytes.set(name.trim(), { in: numbers[0] ?? 0, out: numbers[8] ?? 0 });
  }
  return bytes;
}

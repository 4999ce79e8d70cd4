import type { Diagnostics } from "../protocol/diagnostics.ts";
import { version } from "../version.ts";
import { measureLagMs } from "./measure-lag.ts";

/** What this process knows of itself. It takes a third of a second, in which the event loop is watched. */
export async function diagnoseProcess(): Promise<
  Omit<Diagnostics, "droppedFrames" | "sockets" | "sources" | "sessions" | "updates">
> {
  const eventLoopLagMs = await measureLagMs();
  const { rss, heapUsed } = process.memoryUsage();
  return {
    at: Date.now(),
    versions: { nocturne: version, node: process.versions.node },
    platform: `${process.platform} ${process.arch}`,
    uptimeSeconds: Math.round(process.uptime()),
    residentBytes: rss,
    heapUsedBytes: heapUsed,
    eventLoopLagMs,
  };
}

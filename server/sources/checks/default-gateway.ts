import { readFile } from "node:fs/promises";
import { systemInformation } from "../system-information.ts";

/** The address of the router that this machine sends everything else to; undefined while it has none. */
export async function findGateway(): Promise<string | undefined> {
  if (process.platform === "linux") return readRoutes(await readFile("/proc/net/route", "utf8"));
  // Asks `netstat` or `route`: too dear for each check, right for once a minute.
  const { networkGatewayDefault } = await systemInformation();
  return (await networkGatewayDefault()) || undefined;
}

/** proc_net_route: Iface Destination Gateway Flags RefCnt Use Metric …, addresses in hexadecimal, last byte first. */
export function readRoutes(table: string): string | undefined {
  const defaults = table
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, destination, gateway]) => destination === "00000000" && gateway !== undefined && gateway !== "00000000")
    .toSorted((a, b) => Number(a[6]) - Number(b[6]));
  const bytes = defaults[0]?.[2]?.match(/../g)?.toReversed();
  return bytes?.map((byte) => Number.parseInt(byte, 16)).join(".");
}

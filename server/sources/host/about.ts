import { hostname, networkInterfaces, release, type, uptime } from "node:os";
import { systemInformation } from "../system-information.ts";

/** Which machine this is, for a text panel: name, system, kernel, uptime and addresses, a line each. */
export function describeHost(system: string): string {
  const addresses = Object.entries(networkInterfaces()).flatMap(([name, all = []]) =>
    all
      .filter(({ internal, address }) => !internal && !/^(fe80|169\.254)/i.test(address))
      .map(({ address }) => `${name} ${address}`),
  );
  return [
    hostname(),
    system,
    `${type()} ${release()}`,
    `up ${uptimeText(uptime())}`,
    ...(addresses.length > 0 ? addresses.slice(0, 8) : ["no address"]),
  ].join("\n");
}

/** "Debian GNU/Linux 12": it starts several programs, so once is enough. */
export async function findSystemName(): Promise<string> {
  const { osInfo } = await systemInformation();
  const { distro, release } = await osInfo();
  return `${distro} ${release}`.trim();
}

export function uptimeText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor(minutes / 60) % 24;
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

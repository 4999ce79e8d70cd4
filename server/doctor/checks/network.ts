import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { findGateway, readRoutes } from "../../sources/checks/default-gateway.ts";
import { checkOfConfig } from "../check.ts";
import { fail, pass, warn } from "../finding.ts";
import { isLoopback, remotesOf } from "../remotes.ts";
import type { Site } from "../site.ts";

/** There is a way out of this machine. */
export const network = checkOfConfig("network", async (config, site) => {
  const gateway = await defaultGateway(site);
  if (gateway !== undefined) return pass(`everything goes by way of ${gateway}`);
  const remedy = "look at the cable and at DHCP: ip address, ip route";
  const away = remotesOf(config).filter(({ host }) => !isLoopback(host));
  if (away.length > 0) return fail("no default route: this machine has no way out", remedy);
  return warn("no default route; nothing that is watched lies beyond this machine", remedy);
});

async function defaultGateway({ platform, root }: Site): Promise<string | undefined> {
  if (platform !== "linux") return findGateway();
  const ipv4 = await readFile(resolve(root, "proc/net/route"), "utf8").catch(() => "");
  const ipv6 = await readFile(resolve(root, "proc/net/ipv6_route"), "utf8").catch(() => "");
  return readRoutes(ipv4) ?? (hasIpv6Default(ipv6) ? "an IPv6 router" : undefined);
}

/** `DESTINATION PREFIX SOURCE PREFIX NEXT-HOP METRIC …`: the one to everywhere, by a router that is one. */
function hasIpv6Default(table: string): boolean {
  return /^0{32} 00 \S+ \S+ (?!0{32})[\da-f]{32} /m.test(table);
}

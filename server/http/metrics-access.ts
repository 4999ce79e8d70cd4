import { BlockList, isIPv6 } from "node:net";
import type { ServerConfig } from "../config/config.ts";
import { readSecret } from "../config/secret.ts";
import { isSameText } from "./same-text.ts";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8);
loopback.addAddress("::1", "ipv6");

/** Whether metrics may be read: from this machine itself, or with the token, where one is configured. */
export function mayReadMetrics(
  from: { address: string | undefined; authorization: string | undefined },
  token: string | undefined,
): boolean {
  const { address, authorization } = from;
  // BlockList knows an IPv4 address in IPv6 form (::ffff:127.0.0.1) for what it is.
  if (address && loopback.check(address, isIPv6(address) ? "ipv6" : "ipv4")) return true;
  return token !== undefined && isSameText(authorization, `Bearer ${token}`);
}

/** Whoever has it may read the metrics from elsewhere; undefined: nobody may. Throws ExpectedError where it cannot be read. */
export async function metricsToken({
  metricsToken: kept,
}: Pick<ServerConfig, "metricsToken">): Promise<string | undefined> {
  return kept && readSecret(kept);
}

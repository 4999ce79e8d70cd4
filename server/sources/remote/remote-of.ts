import path from "node:path";
import type { Remote } from "../define.ts";
import type { ApiOptions } from "./api-options.ts";

/** Where an http or https address is reached, with the port that its scheme implies. */
export function remoteOfUrl(
  address: string,
  { ca, essential }: { ca: string | undefined; essential: boolean },
): Remote {
  const { protocol, hostname, port } = new URL(address);
  const isSecure = protocol === "https:";
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (isSecure ? 443 : 80) : Number(port),
    tls: isSecure ? { ca } : undefined,
    essential,
  };
}

/** The one system that a source with a `url` asks. */
export function remotesOfApi({ url, ca }: ApiOptions, folder: string): Remote[] {
  return [remoteOfUrl(url, { ca: ca === undefined ? undefined : path.resolve(folder, ca), essential: true })];
}

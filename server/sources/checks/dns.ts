import { Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import type { Lifetime } from "../../lifetime.ts";
import { codeOf, plainWords } from "../plain-words.ts";
import { type Endpoint, endpointText } from "./addresses.ts";
import { down, type Probe, up } from "./finding.ts";
import type { DnsQuestion } from "./options.ts";

/** How long c-ares itself waits; the check's own time-out is shorter. */
const longestMs = 60_000;

const answers: Record<string, string> = {
  ENOTFOUND: "name does not exist (NXDOMAIN)",
  ENODATA: "name has no record of this type",
  ESERVFAIL: "name server failed (SERVFAIL)",
  EREFUSED: "name server refused to answer (REFUSED)",
  EFORMERR: "name server did not understand (FORMERR)",
  ENOTIMP: "name server does not know this kind of query (NOTIMP)",
};
const failures: Record<string, string> = {
  ECONNREFUSED: "nothing answers on the name server's port",
  EBADRESP: "name server's answer cannot be read",
};

/** Up when the named server answers the question and, where one is expected, with that value. */
export function probeDns({ server, name, type, expect }: DnsQuestion): Probe {
  return async (run) => {
    const resolver = openResolver(server, run);
    const startedAt = performance.now();
    try {
      const records = await ask(resolver, name, type);
      const latencyMs = performance.now() - startedAt;
      if (expect === undefined || records.map(comparable).includes(comparable(expect))) return up(latencyMs);
      return down(`answer is ${records.slice(0, 3).join(", ")}, not ${expect}`);
    } catch (failure) {
      const code = codeOf(failure) ?? "";
      return down(answers[code] ?? failures[code] ?? plainWords(failure));
    }
  };
}

/**
 * Up when the name server answers anything: that a name does not exist proves as much as an address. It is asked for
 * "invalid", which never exists and which resolvers answer by themselves (RFC 6761, 6.4).
 */
export function probeResolver(server: Endpoint): Probe {
  return async (run) => {
    const resolver = openResolver(server, run);
    const startedAt = performance.now();
    try {
      await resolver.resolve4("invalid");
    } catch (failure) {
      const code = codeOf(failure) ?? "";
      if (!(code in answers)) return down(failures[code] ?? plainWords(failure));
    }
    return up(performance.now() - startedAt);
  };
}

function openResolver(server: Endpoint, run: Lifetime): Resolver {
  const resolver = new Resolver({ timeout: longestMs, tries: 1 });
  resolver.setServers([endpointText(server)]);
  run.onEnd(() => resolver.cancel());
  return resolver;
}

async function ask(resolver: Resolver, name: string, type: DnsQuestion["type"]): Promise<string[]> {
  switch (type) {
    case "A":
      return resolver.resolve4(name);
    case "AAAA":
      return resolver.resolve6(name);
    case "MX":
      return (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`);
    case "TXT":
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(""));
    case "NS":
      return resolver.resolveNs(name);
    case "CNAME":
      return resolver.resolveCname(name);
    case "PTR":
      return isIP(name) ? resolver.reverse(name) : resolver.resolvePtr(name);
  }
}

function comparable(record: string): string {
  return record.toLowerCase().replace(/\.$/, "");
}

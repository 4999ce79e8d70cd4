import { Resolver } from "node:dns";
import { networkInterfaces } from "node:os";
import type { Logger } from "pino";
import { reasonOf } from "../../expected-error.ts";
import type { Lifetime } from "../../lifetime.ts";
import { nameServer } from "./addresses.ts";
import { findGateway } from "./default-gateway.ts";
import { probeResolver } from "./dns.ts";
import { type Probe, unknown } from "./finding.ts";
import { probeHttp } from "./http.ts";
import type { Discoverable } from "./options.ts";
import { probePing } from "./ping.ts";

const lookEveryMs = 60_000;
/** Interfaces beyond these are left out, with a line in the log. */
const mostPlaces = 64;

export interface FoundTarget {
  name: string;
  probe: Probe;
}

/** Targets by the place where they were found: an interface, or the kind itself. */
export type FoundPlaces = Map<string, FoundTarget[]>;

export interface DiscoveryOptions {
  kinds: Discoverable[];
  serverUrl: string;
  lifetime: Lifetime;
  log: Logger;
  /** Begins to watch a target. The result ends it. */
  watch(target: FoundTarget): () => void;
}

/**
 * Watches what this machine has, and looks again once a minute. What was found stays watched until something else stands
 * in its place: a gateway that vanishes with the cable must turn bad on the wall, and not vanish from it.
 */
export function discoverTargets({ kinds, serverUrl, lifetime, log, watch }: DiscoveryOptions): void {
  const registries = kinds.map((kind) => ({ kind, register: new PlaceRegister(kind, watch) }));
  let looking = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    for (const { kind, register } of registries) {
      try {
        const found = await findPlaces(kind, serverUrl);
        if (!lifetime.over && !register.take(found))
          log.warn({ kind }, `more than ${mostPlaces} places; the rest is not watched`);
      } catch (failure) {
        log.warn({ kind, reason: reasonOf(failure) }, "discovery failed; what is known stays watched");
      }
    }
    looking = false;
  };
  void look();
  lifetime.every(lookEveryMs, () => void look());
}

/** What is watched of one kind. */
export class PlaceRegister {
  readonly #kind: Discoverable;
  readonly #watch: DiscoveryOptions["watch"];
  readonly #places = new Map<string, Map<string, () => void>>();

  constructor(kind: Discoverable, watch: DiscoveryOptions["watch"]) {
    this.#kind = kind;
    this.#watch = watch;
  }

  /** False where there were more places than are watched. */
  take(found: FoundPlaces): boolean {
    if (found.size === 0 && this.#places.size === 0) this.#replace(this.#kind, [nothingFound(this.#kind)]);
    if (found.size > 0 && !found.has(this.#kind)) this.#replace(this.#kind, []);
    for (const [place, targets] of found) {
      if (this.#places.has(place) || this.#places.size < mostPlaces) this.#replace(place, targets);
    }
    return [...found.keys()].every((place) => this.#places.has(place));
  }

  #replace(place: string, targets: FoundTarget[]): void {
    const before = this.#places.get(place) ?? new Map<string, () => void>();
    const names = new Set(targets.map(({ name }) => name));
    for (const [name, end] of before) if (!names.has(name)) end();
    const now = targets.map((target) => [target.name, before.get(target.name) ?? this.#watch(target)] as const);
    if (now.length > 0) this.#places.set(place, new Map(now));
    else this.#places.delete(place);
  }
}

const missing: Record<Discoverable, string> = {
  interfaces: "this machine has no network interface",
  gateway: "this machine has no default gateway",
  resolvers: "no name server is configured on this machine",
  server: "this server's address is not known",
};

/** Stands on the wall in the place of what could not be found. */
function nothingFound(kind: Discoverable): FoundTarget {
  return { name: kind, probe: () => Promise.resolve(unknown(missing[kind])) };
}

async function findPlaces(kind: Discoverable, serverUrl: string): Promise<FoundPlaces> {
  switch (kind) {
    case "interfaces":
      return findInterfaces();
    case "gateway": {
      const gateway = await findGateway();
      return place(kind, gateway === undefined ? [] : [{ name: `gateway ${gateway}`, probe: probePing(gateway) }]);
    }
    case "resolvers":
      return place(kind, findResolvers());
    case "server":
      return place(kind, [{ name: "this server", probe: probeHttp(new URL("/api/health", serverUrl).href) }]);
  }
}

function place(kind: Discoverable, targets: FoundTarget[]): FoundPlaces {
  return new Map(targets.length > 0 ? [[kind, targets]] : []);
}

function findInterfaces(): FoundPlaces {
  const places: FoundPlaces = new Map();
  for (const [name, addresses = []] of Object.entries(networkInterfaces())) {
    // A link-local address says nothing that the others do not, and there is one for every container.
    const targets = addresses
      .filter(({ address }) => !/^(fe80|169\.254)/i.test(address))
      .map(({ address }) => ({ name: `${name} ${address}`.replaceAll(/[,*]/g, " "), probe: probePing(address) }));
    if (targets.length > 0) places.set(name, targets);
  }
  return places;
}

function findResolvers(): FoundTarget[] {
  // A new resolver reads the system's configuration again.
  return new Resolver().getServers().flatMap((address) => {
    const server = nameServer.safeParse(address);
    return server.success ? [{ name: `resolver ${address}`, probe: probeResolver(server.data) }] : [];
  });
}

import { networkInterfaces } from "node:os";
import { describe, expect, test } from "vitest";
import { checks } from "../../../server/sources/checks/checks.ts";
import { readRoutes } from "../../../server/sources/checks/default-gateway.ts";
import { type FoundTarget, PlaceRegister } from "../../../server/sources/checks/discover.ts";
import { up } from "../../../server/sources/checks/finding.ts";
import { listenHttp } from "../../resources/listeners.ts";
import { observeSource } from "../../resources/observed-source.ts";

function target(name: string): FoundTarget {
  return { name, probe: async () => up(1) };
}

function register(kind: "interfaces" | "gateway") {
  const watched = new Set<string>();
  const places = new PlaceRegister(kind, ({ name }) => {
    expect(watched.has(name)).toBe(false);
    watched.add(name);
    return () => void watched.delete(name);
  });
  return { places, watched: () => [...watched].toSorted() };
}

describe("discovery", () => {
  test("[CK80] this machine's addresses and server become targets without configuration", async () => {
    await using server = await listenHttp((request, response) =>
      response.writeHead(request.url === "/api/health" ? 200 : 404).end(),
    );
    const options = { every: "2s", discover: ["interfaces", "server"] };
    await using source = observeSource(checks, options, { serverUrl: `http://127.0.0.1:${server.port}` });
    await source.until("this server was checked", () => source.states().get("this server")?.level === "ok");
    const loopback = Object.entries(networkInterfaces()).find(([, addresses]) =>
      addresses?.some(({ internal }) => internal),
    );
    expect([...source.states().keys()]).toContain(`${loopback?.[0]} 127.0.0.1`);
  });

  test("[CK81] a configured target goes before one that is found under its name", async () => {
    await using server = await listenHttp((_, response) => response.end());
    const targets = [{ name: "this server", http: `http://127.0.0.1:${server.port}/` }];
    await using source = observeSource(checks, { every: "1s", targets, discover: ["server"] });
    await source.until("it was checked", () => source.observations() > 0);
    expect([...source.states()].map(([name, { level }]) => [name, level])).toEqual([["this server", "ok"]]);
  });

  test("[CK82] what vanishes stays watched until something else stands in its place", () => {
    const { places, watched } = register("gateway");
    places.take(new Map([["gateway", [target("gateway 192.0.2.1")]]]));
    places.take(new Map());
    expect(watched()).toEqual(["gateway 192.0.2.1"]);
    places.take(new Map([["gateway", [target("gateway 192.0.2.254")]]]));
    expect(watched()).toEqual(["gateway 192.0.2.254"]);
  });

  test("[CK83] what is found again is not started anew, interface by interface", () => {
    const { places, watched } = register("interfaces");
    places.take(
      new Map([
        ["lo", [target("lo 127.0.0.1")]],
        ["eth0", [target("eth0 192.0.2.2")]],
      ]),
    );
    places.take(new Map([["lo", [target("lo 127.0.0.1")]]]));
    expect(watched()).toEqual(["eth0 192.0.2.2", "lo 127.0.0.1"]);
    places.take(new Map([["eth0", [target("eth0 192.0.2.3"), target("eth0 2001:db8::2")]]]));
    expect(watched()).toEqual(["eth0 192.0.2.3", "eth0 2001:db8::2", "lo 127.0.0.1"]);
  });

  test("[CK84] where nothing is found the wall says so, until something is", () => {
    const { places, watched } = register("gateway");
    places.take(new Map());
    places.take(new Map());
    expect(watched()).toEqual(["gateway"]);
    places.take(new Map([["gateway", [target("gateway 192.0.2.1")]]]));
    expect(watched()).toEqual(["gateway 192.0.2.1"]);
  });

  test("[CK85] places are bounded, and it tells that some are left out", () => {
    const { places, watched } = register("interfaces");
    const many = Array.from({ length: 70 }, (_, index): [string, FoundTarget[]] => {
      const name = `veth${index}`;
      return [name, [target(name)]];
    });
    expect(places.take(new Map(many.slice(0, 3)))).toBe(true);
    expect(places.take(new Map(many))).toBe(false);
    expect(watched()).toHaveLength(64);
  });

  test("[CK86] the default gateway is the one with the lowest metric", () => {
    const table = [
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
      "wlan0\t00000000\tFE0200C0\t0003\t0\t0\t600\t00000000\t0\t0\t0",
      "eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0",
      "eth0\t000200C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0",
      "",
    ].join("\n");
    expect(readRoutes(table)).toBe("192.0.2.1");
    expect(readRoutes("Iface\tDestination\n")).toBeUndefined();
  });
});

import { describe, expect, test } from "vitest";
import { checks } from "../../../server/sources/checks/checks.ts";
import { freePort, listenTcp, unresolvable } from "../../resources/listeners.ts";
import { observeSource } from "../../resources/observed-source.ts";

describe("tcp checks", () => {
  test("[CK10] a port that takes connections is up, over IPv4 and IPv6, with its latency", async () => {
    await using v4 = await listenTcp((socket) => socket.end());
    await using v6 = await listenTcp((socket) => socket.end(), { host: "::1" });
    const targets = [
      { name: "v4", tcp: `127.0.0.1:${v4.port}` },
      { name: "v6", tcp: `[::1]:${v6.port}` },
    ];
    await using source = observeSource(checks, { every: "1s", targets });
    await source.until("both are up", () => [...source.states().values()].every(({ level }) => level === "ok"));
    for (const { value, reason } of source.states().values()) {
      expect(value).toMatch(/^[\d.]+ ms$/);
      expect(reason).toBe("");
    }
    expect(source.conditions()).toEqual([]);
  });

  test("[CK11] refused and unresolvable are told apart in plain words", async () => {
    const port = await freePort();
    const targets = [
      { name: "refused", tcp: `127.0.0.1:${port}` },
      { name: "nowhere", tcp: `${unresolvable}:25`, severity: "warning" },
    ];
    await using source = observeSource(checks, { every: "6s", timeout: "5s", targets });
    await source.until("both are known", () => source.conditions().length === 2);
    const states = source.states();
    expect(states.get("refused")).toMatchObject({ level: "critical", value: "", reason: "connection refused" });
    expect(states.get("nowhere")?.level).toBe("warning");
    expect(states.get("nowhere")?.reason).toMatch(/^name does not resolve/);
  });
});

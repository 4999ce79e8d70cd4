import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { Lifetime } from "../../../server/lifetime.ts";
import { checks } from "../../../server/sources/checks/checks.ts";
import { pingCommand, probePing, readPing } from "../../../server/sources/checks/ping.ts";
import { unresolvable } from "../../resources/listeners.ts";
import { observeSource } from "../../resources/observed-source.ts";

const hasPing = spawnSync("ping", ["-V"]).error === undefined;

describe("ping checks", () => {
  test.skipIf(!hasPing)(
    "[CK20] this machine answers over IPv4 and IPv6, with the time that ping measured",
    async () => {
      const targets = [
        { name: "v4", ping: "127.0.0.1" },
        { name: "v6", ping: "::1" },
        { name: "by name", ping: "localhost" },
      ];
      await using source = observeSource(checks, { every: "2s", targets });
      await source.until("all are up", () => [...source.states().values()].every(({ level }) => level === "ok"));
      for (const { value } of source.states().values()) expect(value).toMatch(/^[\d.]+ ms$/);
    },
  );

  test.skipIf(!hasPing)("[CK21] a name that does not resolve is said to be one", async () => {
    const lifetime = new Lifetime();
    const finding = await probePing(unresolvable)(lifetime);
    expect(finding).toMatchObject({ result: "down", reason: expect.stringMatching(/^name does not resolve/) });
    await lifetime.end();
  });

  test("[CK22] where ping is not installed the target is unknown, and the words say what to install", async () => {
    const path = process.env["PATH"];
    process.env["PATH"] = "/nonexistent";
    try {
      await using source = observeSource(checks, { every: "1s", targets: [{ name: "here", ping: "127.0.0.1" }] });
      await source.until("it was looked at", () => source.conditions().length === 1);
      const words = "ping is not installed; apt-get install iputils-ping";
      expect(source.states().get("here")).toMatchObject({ level: "unknown", reason: words });
      expect(source.conditions()).toMatchObject([{ identity: "here", severity: "unknown", summary: words }]);
    } finally {
      process.env["PATH"] = path;
    }
  });

  test("[CK23] no host can become an option of ping", () => {
    for (const host of ["-f", "--flood", "-c1", "a b", "", "$(reboot)", "a;b"]) {
      const options = { targets: [{ name: "bad", ping: host }] };
      expect(checks.options.safeParse(options).success, host).toBe(false);
    }
    expect(pingCommand("core.example", "linux").args.slice(-2)).toEqual(["--", "core.example"]);
  });

  test("[CK24] the family of an address is asked for on every system", () => {
    expect(pingCommand("2001:db8::1", "linux")).toEqual({
      program: "ping",
      args: ["-n", "-c", "1", "-6", "--", "2001:db8::1"],
    });
    expect(pingCommand("2001:db8::1", "darwin").program).toBe("ping6");
    expect(pingCommand("192.0.2.1", "win32").args).toContain("-4");
  });

  test.each([
    ["64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.176 ms", { result: "up", latencyMs: 0.176 }],
    ["64 bytes from 10.0.0.1: seq=0 ttl=64 time=12.3 ms", { result: "up", latencyMs: 12.3 }],
    ["Antwort von 192.0.2.1: Bytes=32 Zeit<1ms TTL=64", { result: "up", latencyMs: 1 }],
    ["Réponse de 192.0.2.1 : octets=32 temps=14 ms TTL=57", { result: "up", latencyMs: 14 }],
    [
      "From 192.0.2.2 icmp_seq=1 Destination Host Unreachable",
      { result: "down", reason: "host unreachable, says 192.0.2.2" },
    ],
    [
      "Reply from 192.0.2.2: Destination host unreachable.",
      { result: "down", reason: "host unreachable, says 192.0.2.2" },
    ],
    ["ping: connect: Network is unreachable", { result: "down", reason: "network unreachable" }],
    ["ping: nowhere.invalid: Name or service not known", { result: "down", reason: "name does not resolve" }],
    ["1 packets transmitted, 0 received, 100% packet loss, time 0ms", { result: "down", reason: "no answer" }],
    ["ping: socket: Operation not permitted", { result: "unknown" }],
    ["ping: sendmsg: Operation not permitted", { result: "down", reason: "blocked by this machine's firewall" }],
  ])("[CK25] of %j it reads the time or the reason", (output, finding) => {
    expect(readPing(output)).toMatchObject(finding);
  });

  test.skipIf(!hasPing)("[CK26] a ping that is under way is ended with the source", async () => {
    const lifetime = new Lifetime();
    const run = lifetime.child();
    const finding = probePing("127.0.0.1")(run);
    await lifetime.end();
    expect(await finding).toEqual({ result: "down", reason: "no answer" });
  });
});

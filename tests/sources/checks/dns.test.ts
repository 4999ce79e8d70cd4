import { describe, expect, test } from "vitest";
import { Lifetime } from "../../../server/lifetime.ts";
import { checks } from "../../../server/sources/checks/checks.ts";
import { probeResolver } from "../../../server/sources/checks/dns.ts";
import { freePort } from "../../resources/listeners.ts";
import { encodeName, ipv4, mx, rcode, serveNames, txt, type Zone } from "../../resources/name-server.ts";
import { observeSource } from "../../resources/observed-source.ts";

const zone: Zone = (question) => {
  switch (question) {
    case "A www.example":
      return [ipv4("192.0.2.10"), ipv4("192.0.2.11")];
    case "AAAA www.example":
      return [Buffer.from("20010db8000000000000000000000001", "hex")];
    case "MX example":
      return [mx(10, "mail.example")];
    case "TXT example":
      return [txt("v=spf1 -all")];
    case "NS example":
      return [encodeName("ns1.example")];
    case "CNAME ftp.example":
      return [encodeName("www.example")];
    case "PTR 10.2.0.192.in-addr.arpa":
      return [encodeName("www.example")];
    case "A broken.example":
      return rcode.servfail;
    case "A secret.example":
      return rcode.refused;
    case "MX www.example":
      return [];
    case "A silent.example":
      return undefined;
    default:
      return rcode.nxdomain;
  }
};

describe("dns checks", () => {
  test("[CK30] every record type is asked of the named server and compared with what is expected", async () => {
    await using server = await serveNames(zone);
    const questions = [
      { name: "www.example", expect: "192.0.2.11" },
      { name: "www.example", type: "AAAA", expect: "2001:db8::1" },
      { name: "example", type: "MX", expect: "10 mail.example." },
      { name: "example", type: "TXT", expect: "v=spf1 -all" },
      { name: "example", type: "NS", expect: "NS1.example" },
      { name: "ftp.example", type: "CNAME", expect: "www.example" },
      { name: "192.0.2.10", type: "PTR", expect: "www.example" },
      { name: "10.2.0.192.in-addr.arpa", type: "PTR", expect: "www.example" },
    ];
    const targets = questions.map((question, index) => ({
      name: `${index} ${question.type ?? "A"}`,
      dns: { server: server.address, ...question },
    }));
    await using source = observeSource(checks, { every: "2s", targets });
    const states = () => [...source.states().values()];
    await source.until("all were asked", () => states().every(({ reason }) => reason !== "not checked yet"));
    expect(states().map(({ name, level, reason }) => [name, level, reason])).toEqual(
      targets.map(({ name }) => [name, "ok", ""]),
    );
  });

  test("[CK31] what the server says instead of an answer is told in words", async () => {
    await using server = await serveNames(zone);
    const dns = { server: server.address };
    const targets = [
      { name: "missing", dns: { ...dns, name: "missing.example" } },
      { name: "broken", dns: { ...dns, name: "broken.example" } },
      { name: "secret", dns: { ...dns, name: "secret.example" } },
      { name: "empty", dns: { ...dns, name: "www.example", type: "MX" } },
      { name: "other", dns: { ...dns, name: "www.example", expect: "192.0.2.99" } },
      { name: "silent", dns: { ...dns, name: "silent.example" } },
      { name: "closed", dns: { server: `127.0.0.1:${await freePort()}`, name: "www.example" } },
    ];
    await using source = observeSource(checks, { every: "2s", timeout: "700ms", targets });
    await source.until("all are down", () => source.conditions().length === targets.length);
    expect(source.conditions().map(({ identity, summary }) => [identity, summary])).toEqual([
      ["missing", "name does not exist (NXDOMAIN)"],
      ["broken", "name server failed (SERVFAIL)"],
      ["secret", "name server refused to answer (REFUSED)"],
      ["empty", "name has no record of this type"],
      ["other", "answer is 192.0.2.10, 192.0.2.11, not 192.0.2.99"],
      ["silent", "no answer within 0.7 s"],
      ["closed", "nothing answers on the name server's port"],
    ]);
  });

  test("[CK32] a resolver lives when it answers anything, and does not when nothing answers", async () => {
    const lifetime = new Lifetime();
    for (const code of Object.values(rcode)) {
      await using server = await serveNames(() => code);
      const port = Number(server.address.split(":")[1]);
      expect(await probeResolver({ host: "127.0.0.1", port })(lifetime)).toMatchObject({ result: "up" });
    }
    const closed = await probeResolver({ host: "127.0.0.1", port: await freePort() })(lifetime);
    expect(closed).toEqual({ result: "down", reason: "nothing answers on the name server's port" });
    await lifetime.end();
  });
});

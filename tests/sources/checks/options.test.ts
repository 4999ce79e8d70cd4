import { describe, expect, test } from "vitest";
import { checks } from "../../../server/sources/checks/checks.ts";
import { options } from "../../../server/sources/checks/options.ts";

function faults(input: unknown): [string, string][] {
  const parsed = options.safeParse(input);
  return parsed.error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
}

const router = { name: "core-router", ping: "192.0.2.1" };
const mail = { name: "mail", tcp: "mail.example:25" };

describe("options of checks", () => {
  test("[CK60] what the design shows is read", () => {
    const portal = { status: 200, body: "ok", certificate_days: 14 };
    const targets = [
      router,
      mail,
      { name: "portal", http: "https://portal.example/health", expect: portal },
      { name: "resolver", dns: { server: "192.0.2.53", name: "example.org", type: "A" } },
    ];
    expect(options.parse({ every: "10s", targets })).toMatchObject({
      every: 10_000,
      timeout: 5000,
      concurrency: 32,
      targets: [
        { ping: "192.0.2.1", severity: "critical" },
        { tcp: { host: "mail.example", port: 25 } },
        { expect: portal },
        { dns: { server: { host: "192.0.2.53", port: 53 }, type: "A" } },
      ],
    });
    expect(options.parse({ every: "2s", targets: [mail] }).timeout).toBe(1000);
  });

  test("[CK61] a name that is given twice is a fault at the second one", () => {
    expect(faults({ targets: [router, mail, { ...mail, tcp: "192.0.2.7:25" }] })).toEqual([
      ["targets.2.name", 'there is already a target "mail"; give each its own name'],
    ]);
  });

  test("[CK62] a timeout that is not below every is a fault", () => {
    expect(faults({ every: "5s", timeout: "5s", targets: [mail] })).toEqual([
      ["timeout", expect.stringMatching(/^must be below every \(5 s\)/)],
    ]);
  });

  test("[CK63] targets or discover must be given", () => {
    expect(faults({})[0]?.[1]).toMatch(/^has nothing to check; add targets, or discover/);
    expect(faults({ discover: ["gateway"] })).toEqual([]);
  });

  test("[CK64] a target is checked in exactly one way, and only http expects", () => {
    expect(faults({ targets: [{ name: "none" }] })[0]).toEqual([
      "targets.0",
      "says not how to check it; add one of ping, tcp, http, dns",
    ]);
    expect(faults({ targets: [{ ...router, tcp: "192.0.2.1:22" }] })[0]?.[1]).toMatch(
      /checked in 2 ways \(ping, tcp\)/,
    );
    expect(faults({ targets: [{ ...router, expect: { status: 200 } }] })[0]?.[0]).toBe("targets.0.expect");
    const plain = { name: "portal", http: "http://portal.example", expect: { certificate_days: 14 } };
    expect(faults({ targets: [plain] })[0]?.[0]).toBe("targets.0.expect.certificate_days");
  });

  test.each([
    { tcp: "mail.example" },
    { tcp: "mail.example:0" },
    { tcp: "mail.example:70000" },
    { tcp: "2001:db8::1:25" },
    { tcp: "-x:25" },
    { http: "portal.example" },
    { http: "ftp://portal.example" },
    { ping: "2001:db8::zz" },
    { dns: { server: "dns.example", name: "example.org" } },
    { dns: { server: "192.0.2.53:99999", name: "example.org" } },
    { dns: { server: "192.0.2.53", name: "example.org", type: "SOA" } },
    { ...mail, warn: "fast" },
    { ...mail, nmae: "typo" },
    { ...mail, name: "up" },
    { ...mail, name: "a,b" },
  ])("[CK65] %j is a fault with words", (target) => {
    const found = faults({ targets: [{ name: "bad", ...target }] });
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.[0]).toMatch(/^targets\.0/);
    expect(found[0]?.[1]).not.toBe("Invalid input");
  });

  test("[CK66] a query that names no target is a fault, and the words say which there are", () => {
    const { queryFault } = checks.configure({ targets: [router, mail] }, "/");
    const known = "targets are core-router, mail";
    expect(queryFault("states", undefined)).toBeUndefined();
    expect(queryFault("states", "core-*, mail")).toBeUndefined();
    expect(queryFault("states", "edge-*")).toBe(`no target "edge-*"; ${known}`);
    expect(queryFault("events", "mial")).toBe(`no target "mial"; ${known}`);
    expect(queryFault("series", "mail,core-router")).toBeUndefined();
    expect(queryFault("series", undefined)).toContain(known);
    expect(queryFault("series", "core-*")).toContain("without an asterisk");
    expect(queryFault("series", "a,b,c,d,e,f,g,h,i")).toContain("8 lines are the most");
    expect(queryFault("stat", "up")).toBeUndefined();
    expect(queryFault("stat", "mail")).toBeUndefined();
    expect(queryFault("stat", "mail, core-router")).toContain("names several targets");
    expect(queryFault("stat", "m.il")).toBe(`no target "m.il"; ${known}`);
    expect(queryFault("text", undefined)).toContain("checks have no text");
  });
});

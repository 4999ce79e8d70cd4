import { describe, expect, it } from "vitest";
import { OwnNames } from "../../server/http/own-names.ts";

const names = new OwnNames({ scheme: "http", port: 7400, hosts: ["wall.example", "noc.example:8443"] });

describe("the server's own names", () => {
  it.each([
    "127.0.0.1:7400",
    "localhost:7400",
    "LOCALHOST:7400",
    "[::1]:7400",
    "wall.example:7400",
    "noc.example:8443",
  ])("[HT2] %s is one", (host) => {
    expect(names.isHost(host)).toBe(true);
    expect(names.isOrigin(`http://${host}`)).toBe(true);
  });

  it.each([
    undefined,
    "",
    "127.0.0.1",
    "127.0.0.1:7401",
    "evil.example:7400",
    "127.0.0.1:7400.evil.example",
    "wall.example",
  ])("[HT2] %s is not", (host) => {
    expect(names.isHost(host)).toBe(false);
    expect(names.isOrigin(`http://${host}`)).toBe(false);
  });

  it.each([undefined, "null", "https://127.0.0.1:7400", "http://127.0.0.1:7400/", "http://user@127.0.0.1:7400"])(
    "[HT3] the origin %s is foreign",
    (origin) => {
      expect(names.isOrigin(origin)).toBe(false);
    },
  );

  it("[HT2] the scheme's own port may be left out", () => {
    const plain = new OwnNames({ scheme: "https", port: 443, hosts: ["wall.example"] });
    expect(plain.isHost("wall.example")).toBe(true);
    expect(plain.isOrigin("https://wall.example")).toBe(true);
  });
});

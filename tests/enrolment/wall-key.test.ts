import { describe, expect, it } from "vitest";
import { shortAgent } from "../../server/enrolment/short-agent.ts";
import { isInForce, newSecret, readKey, writeKey } from "../../server/enrolment/wall-key.ts";

const dayMs = 86_400_000;

describe("an enrolled wall's key", () => {
  it("[EN6] is good for a year from its making, and one from the future is good for nothing", () => {
    const made = Date.UTC(2026, 0, 1);
    const key = { user: "lobby", secret: newSecret(made) };
    const after = [0, 364 * dayMs, 366 * dayMs, -2 * dayMs].map((ms) => isInForce(key, made + ms));
    expect(after).toEqual([true, true, false, false]);
  });

  it("[EN6] is read as it was written, and what is no key is none", () => {
    const key = { user: "büro.2@site", secret: newSecret(Date.now()) };
    expect(writeKey(key)).toMatch(/^[\w.-]+$/);
    expect(readKey(writeKey(key))).toEqual(key);
    for (const text of ["", "..", "a.b", `${writeKey(key)}.more`]) expect(readKey(text)).toBeUndefined();
    expect(isInForce({ user: "lobby", secret: "?.x" }, Date.now())).toBe(false);
  });
});

it.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox 140 on Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
    "Edge 140 on Windows",
  ],
  [
    "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1",
    "Safari 18 on iOS",
  ],
  ["curl/8.1\u0000\u001B[31m<script>", "curl/8.1[31m<script>"],
  ["x".repeat(500), "x".repeat(60)],
  [undefined, "an unnamed browser"],
])("[EN7] an administrator is shown %j as %j", (header, shown) => expect(shortAgent(header)).toBe(shown));

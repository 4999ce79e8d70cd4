import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redact, redactWords } from "../../server/diagnostics/redact.ts";

describe("what a support bundle tells of the configuration", () => {
  it("[OD4] keeps where a secret is, and never what stands in its place", () => {
    expect(
      redact({
        title: "NOC",
        heartbeat: { url: "https://alive.example/0a1b-2c3d" },
        sources: {
          desk: {
            url: "https://ada:pw@desk.example/api?key=abc#x",
            headers: { "X-Site": "abc", Accept: { file: "/run/a" } },
          },
          switches: { community: "public", targets: [{ name: "sw1", host: "192.0.2.1" }] },
          api: { basic_auth: { user: "ada", password: "abc" }, bearer_token: { env: "TOKEN" } },
        },
      }),
    ).toEqual({
      title: "NOC",
      heartbeat: { url: "[redacted]" },
      sources: {
        desk: {
          url: "https://desk.example/api?[redacted]",
          headers: { "X-Site": "[redacted]", Accept: { file: "/run/a" } },
        },
        switches: { community: "[redacted]", targets: [{ name: "sw1", host: "192.0.2.1" }] },
        api: { basic_auth: { user: "[redacted]", password: "[redacted]" }, bearer_token: { env: "TOKEN" } },
      },
    });
  });

  it("[OD7] takes the same out of an address within words", () => {
    expect(redactWords("no answer from https://ada:pw@desk.example/api?key=abc, and none from http://a/b")).toBe(
      "no answer from https://desk.example/api?[redacted] and none from http://a/b",
    );
  });

  it("[OD4] whatever is nested below a secret's key is hidden", () => {
    const secret = "s3cr3t-value";
    const nested = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.constant(secret),
        fc.array(tie("value")),
        fc.dictionary(fc.constantFrom("a", "b"), tie("value")),
      ),
    })).value;
    fc.assert(
      fc.property(nested, fc.constantFrom("password", "api_key", "token", "Authorization", "headers"), (value, key) => {
        expect(JSON.stringify(redact({ [key]: value }))).not.toContain(secret);
      }),
    );
  });
});

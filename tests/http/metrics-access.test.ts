import { describe, expect, it } from "vitest";
import { mayReadMetrics } from "../../server/http/metrics-access.ts";

describe("who may read the metrics", () => {
  it.each(["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])("[MT2] %s is this machine", (address) => {
    expect(mayReadMetrics({ address, authorization: undefined }, undefined)).toBe(true);
  });

  it.each(["192.0.2.7", "::ffff:192.0.2.7", "2001:db8::1", "128.0.0.1", undefined])("[MT2] %s is not", (address) => {
    expect(mayReadMetrics({ address, authorization: undefined }, undefined)).toBe(false);
    expect(mayReadMetrics({ address, authorization: "Bearer guess" }, undefined)).toBe(false);
  });

  it("[MT2] from elsewhere the configured token opens them, whole and as a bearer token", () => {
    const address = "192.0.2.7";
    expect(mayReadMetrics({ address, authorization: "Bearer the token" }, "the token")).toBe(true);
    for (const wrong of ["Bearer the toke", "Bearer the token ", "the token", "Basic the token", "Bearer "]) {
      expect(mayReadMetrics({ address, authorization: wrong }, "the token")).toBe(false);
    }
  });
});

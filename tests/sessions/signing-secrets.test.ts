import { afterEach, describe, expect, it, vi } from "vitest";
import type { SharedStoreConfig } from "../../server/config/config.ts";
import { ExpectedError } from "../../server/expected-error.ts";
import { signingSecrets } from "../../server/sessions/signing-secrets.ts";

const shared: SharedStoreConfig = {
  kind: "redis",
  url: new URL("redis://127.0.0.1/0"),
  password: undefined,
  tls: false,
  ca: undefined,
  secret: { env: "SESSION_SECRET" },
};
const [first, second] = ["a".repeat(32), "b".repeat(32)];

afterEach(() => vi.unstubAllEnvs());

describe("the secrets that sign sessions", () => {
  it("[SE27] in memory it is random and new at each start", async () => {
    const [one, other] = [await signingSecrets(undefined), await signingSecrets(undefined)];
    expect(one[0]).toMatch(/^[\w-]{43}$/);
    expect(one).not.toEqual(other);
  });

  it.each([first, `${first},${second}`, `${first}\n${second}\n`, `${first},\n${second}`])(
    "[SE27] a shared store takes one of at least 32 bytes, or several (%j)",
    async (text) => {
      vi.stubEnv("SESSION_SECRET", text);
      expect(await signingSecrets(shared)).toEqual(text.includes("b") ? [first, second] : [first]);
    },
  );

  it.each([
    [undefined, /SESSION_SECRET is not set/],
    ["", /SESSION_SECRET is empty/],
    ["short", /SESSION_SECRET has 5 bytes; .* at least 32.*openssl rand/],
    [`${first},short`, /secret 2 in SESSION_SECRET has 5 bytes/],
    [" , ", /SESSION_SECRET has 0 bytes/],
  ])("[SE27] %j is refused with what would be right", async (text, words) => {
    vi.stubEnv("SESSION_SECRET", text);
    const refused = signingSecrets(shared);
    await expect(refused).rejects.toThrow(ExpectedError);
    await expect(refused).rejects.toThrow(words);
  });

  it("[SE27] what is wrong with one is told without repeating it", async () => {
    vi.stubEnv("SESSION_SECRET", "hunter2-hunter2");
    await expect(signingSecrets(shared)).rejects.not.toThrow("hunter2");
  });
});

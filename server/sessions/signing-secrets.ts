import { randomBytes } from "node:crypto";
import type { SharedStoreConfig } from "../config/config.ts";
import { readSecret, type Secret } from "../config/secret.ts";
import { ExpectedError, reasonOf } from "../expected-error.ts";

const leastBytes = 32;
const remedy =
  "Make one with: openssl rand -base64 48. There may be several, with a comma between: the first one signs, all of them are taken";

/**
 * The secrets that sign session ids: the first one signs, all of them verify, so that one can take another's place
 * without ending a session. Sessions in memory end with the process, and so may their secret. Throws ExpectedError.
 */
export async function signingSecrets(shared: SharedStoreConfig | undefined): Promise<string[]> {
  if (!shared) return [randomBytes(leastBytes).toString("base64url")];
  const text = await readSecret(shared.secret).catch((failure: unknown) => {
    throw new ExpectedError(
      `sessions.store: ${shared.kind} needs a secret to sign with: ${reasonOf(failure)}. ${remedy}`,
    );
  });
  const secrets = text
    .split(/[\r\n,]+/)
    .map((secret) => secret.trim())
    .filter((secret) => secret !== "");
  const short = secrets.findIndex((secret) => Buffer.byteLength(secret) < leastBytes);
  if (secrets.length > 0 && short === -1) return secrets;
  const which = secrets.length > 1 ? `secret ${short + 1} in ${placeOf(shared.secret)}` : placeOf(shared.secret);
  const found = Buffer.byteLength(secrets[short] ?? "");
  throw new ExpectedError(
    `${which} has ${found} bytes; with sessions.store: ${shared.kind} it needs at least ${leastBytes}, the same on every process. ${remedy}`,
  );
}

function placeOf(secret: Secret): string {
  if ("env" in secret) return secret.env;
  return "file" in secret ? secret.file : `the credential ${secret.credential}`;
}

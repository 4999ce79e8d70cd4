import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** OWASP's password storage cheat sheet: of its equal choices for scrypt, one that takes 32 MiB and some 0.2 s. */
const cost = { N: 2 ** 15, r: 8, p: 3 };
const keyBytes = 32;

/** One that nobody types: 256 random bits. */
export function newPassword(): string {
  return randomBytes(32).toString("base64url");
}

/** `scrypt$N$r$p$SALT$KEY`: the parameters travel with the hash, so that they can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ["scrypt", cost.N, cost.r, cost.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** False for a wrong password and for a hash that is not one of ours. Takes the same time for each password. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = hash.split("$");
  if (scheme !== "scrypt" || !salt || !key) return false;
  const expected = Buffer.from(key, "base64url");
  const actual = await derive(password, Buffer.from(salt, "base64url"), { N: Number(N), r: Number(r), p: Number(p) });
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** Whether the hash was made with less effort than a new one would be. */
export function isOutdated(hash: string): boolean {
  const [, N, r, p] = hash.split("$").map(Number);
  return !((N ?? 0) * (r ?? 0) >= cost.N * cost.r && (p ?? 0) >= cost.p);
}

/** What an unknown user's password is compared with, so that the answer's time does not tell who exists. */
export const nobodysHash = `scrypt$${cost.N}$${cost.r}$${cost.p}$${"A".repeat(22)}$${"A".repeat(43)}`;

function derive(password: string, salt: Buffer, cost: { N: number; r: number; p: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Node's default limit is just below what these parameters need (128 · N · r bytes, and a little).
    const maxmem = 256 * cost.N * cost.r;
    scrypt(password.normalize("NFKC"), salt, keyBytes, { ...cost, maxmem }, (failure, key) =>
      failure ? reject(failure) : resolve(key),
    );
  });
}

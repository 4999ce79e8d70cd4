import { createHash, randomBytes, randomInt } from "node:crypto";
import { codeLength, codeLetters } from "../protocol/enrolment.ts";

/** A wall that asks to be let in. Times are of the monotonic clock. */
export interface Asking {
  /** What an administrator has looked at; it opens nothing. */
  id: string;
  /** What the wall shows. */
  code: string;
  address: string;
  agent: string;
  askedAt: number;
  expiresAt: number;
  standing: Standing;
}

type Standing =
  | { kind: "asking" }
  /** Its account is being made. */
  | { kind: "approving" }
  /** Its account is there, and waits for the wall to fetch its secret. */
  | { kind: "approved"; user: string; secret: string };

export type Asker = Pick<Asking, "address" | "agent">;

export const codeMs = 600_000;
/** A wall asks every few seconds; one that is approved at the last moment still hears of it. */
const fetchWithinMs = 60_000;
/** So many from one address, and in all: who asks without end keeps nobody else out. */
export const mostPerAddress = 20;
export const mostAskers = 500;

/** The walls that ask to be let in: each by a claim that only it knows, and a code that it shows to everybody. */
export class EnrolmentBook {
  /** By the hash of the claim. */
  readonly #askers = new Map<string, Asking>();

  /** A new code, and the claim for whoever asks; undefined where there are too many. */
  ask(asker: Asker): { claim: string; asking: Asking } | undefined {
    const present = this.#present();
    const sameAddress = present.filter(({ address }) => address === asker.address).length;
    if (sameAddress >= mostPerAddress || present.length >= mostAskers) return undefined;
    const claim = randomBytes(32).toString("base64url");
    const now = performance.now();
    const asking: Asking = {
      id: randomBytes(12).toString("base64url"),
      code: newCode(new Set(present.map(({ code }) => code))),
      address: asker.address,
      agent: asker.agent,
      askedAt: now,
      expiresAt: now + codeMs,
      standing: { kind: "asking" },
    };
    this.#askers.set(keyOf(claim), asking);
    return { claim, asking };
  }

  /** Whoever has this claim, while it is good. */
  find(claim: string): Asking | undefined {
    this.#present();
    return this.#askers.get(keyOf(claim));
  }

  /** Who shows this code, while nobody has approved it. */
  withCode(code: string): Asking | undefined {
    return this.#present().find((asking) => asking.code === code && asking.standing.kind === "asking");
  }

  approve(asking: Asking, approved: { user: string; secret: string }): void {
    asking.standing = { kind: "approved", ...approved };
    asking.expiresAt = Math.max(asking.expiresAt, performance.now() + fetchWithinMs);
  }

  /** The secret goes to the wall once. The result puts the claim back, where the wall could not be signed in after all. */
  take(claim: string): () => void {
    const key = keyOf(claim);
    const taken = this.#askers.get(key);
    this.#askers.delete(key);
    return () => taken && this.#askers.set(key, taken);
  }

  #present(): Asking[] {
    const now = performance.now();
    for (const [key, { expiresAt, standing }] of this.#askers) {
      // One that is being approved is waited for: its account is there in a moment.
      if (expiresAt <= now && standing.kind !== "approving") this.#askers.delete(key);
    }
    return [...this.#askers.values()];
  }
}

function newCode(taken: ReadonlySet<string>): string {
  for (;;) {
    const code = Array.from({ length: codeLength }, () => codeLetters[randomInt(codeLetters.length)]).join("");
    if (!taken.has(code)) return code;
  }
}

/** Neither the order nor the time of a look-up tells anything of a claim. */
function keyOf(claim: string): string {
  return createHash("sha256").update(claim).digest("base64url");
}

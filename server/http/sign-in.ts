import { randomBytes } from "node:crypto";
import type { Request } from "express";
import type { Role } from "../protocol/messages.ts";

/** Signs the request's session in under a new id, so that an id planted before the login is worth nothing. */
export async function signIn(request: Request, account: { user: string; role: Role }, maxAgeMs: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.session.regenerate((failure: unknown) => (failure ? reject(failure) : resolve()));
  });
  Object.assign(request.session, { ...account, expiresAt: Date.now() + maxAgeMs });
  await new Promise<void>((resolve, reject) => {
    request.session.save((failure: unknown) => (failure ? reject(failure) : resolve()));
  });
}

const ticketMs = 60_000;
const mostTickets = 100;

/** One-time tickets that sign a plain browser in as the wall: each works once, for a minute. */
export class Tickets {
  readonly #expiries = new Map<string, number>();

  issue(): string {
    const ticket = randomBytes(32).toString("base64url");
    this.#expiries.set(ticket, performance.now() + ticketMs);
    for (const [old, expiry] of this.#expiries) {
      if (expiry > performance.now() && this.#expiries.size <= mostTickets) break;
      this.#expiries.delete(old);
    }
    return ticket;
  }

  /** True once for a ticket that is known and not expired. */
  redeem(ticket: string): boolean {
    const expiry = this.#expiries.get(ticket);
    this.#expiries.delete(ticket);
    return expiry !== undefined && expiry > performance.now();
  }
}

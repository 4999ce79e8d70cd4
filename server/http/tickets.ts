import { randomBytes } from "node:crypto";

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

import type { Connection } from "./connection.ts";

/** The open sockets by the id of their session. */
export class SocketBook {
  readonly #sockets = new Map<string, Set<Connection>>();

  /** How many each session has, of those that have any. */
  get counts(): number[] {
    return [...this.#sockets.values()].map(({ size }) => size);
  }

  of(sessionId: string): Connection[] {
    return [...(this.#sockets.get(sessionId) ?? [])];
  }

  add(connection: Connection): void {
    const { id } = connection.session;
    const sockets = this.#sockets.get(id);
    if (sockets) sockets.add(connection);
    else this.#sockets.set(id, new Set([connection]));
  }

  remove(connection: Connection): void {
    const { id } = connection.session;
    const sockets = this.#sockets.get(id);
    sockets?.delete(connection);
    if (sockets?.size === 0) this.#sockets.delete(id);
  }

  /** The sockets that from now on stand under the other id. */
  move(from: string, to: string): Connection[] {
    const moved = this.of(from);
    if (moved.length === 0) return [];
    this.#sockets.delete(from);
    this.#sockets.set(to, new Set([...this.of(to), ...moved]));
    return moved;
  }
}

import type { Logger } from "pino";
import { mayActAs } from "../protocol/roles.ts";
import type { Steering as Message, Order, SeenWall, Stage } from "../protocol/steering.ts";
import type { Connection } from "./connection.ts";

interface Told {
  id: string;
  stage: Stage;
}

/** The screens that look on, who may steer them, and what they are asked to do. */
export class Steering {
  readonly #log: Logger;
  readonly #walls = new Map<Connection, Told>();
  readonly #overseers = new Set<Connection>();
  #count = 0;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** A screen tells what it shows. */
  report(connection: Connection, stage: Stage): void {
    const id = this.#walls.get(connection)?.id ?? `wall-${(this.#count += 1)}`;
    this.#walls.set(connection, { id, stage });
    this.#tell();
  }

  /** The answer is why not, or nothing. */
  oversee(connection: Connection): string | undefined {
    if (!maySteer(connection)) return "a wall may not see the others; unlock it, or sign in as an operator";
    this.#overseers.add(connection);
    this.#tell([connection]);
    return undefined;
  }

  /** Passes an order on to one wall, or to all. The answer is why not, or nothing. */
  steer(connection: Connection, { wall, order }: { wall: string | null; order: Order }): string | undefined {
    if (!maySteer(connection)) return "a wall may not steer walls; unlock it, or sign in as an operator";
    const steered = [...this.#walls].filter(([, { id }]) => wall === null || id === wall);
    if (steered.length === 0) return "there is no such wall now; it may have gone, or come back under another name";
    for (const [screen] of steered) screen.send(`steering ${order.do}`, messageOf({ what: "order", order }));
    const walls = steered.map(([screen, { stage }]) => `${screen.address} screen ${stage.screen}`);
    this.#log.info({ audit: "steer", user: connection.session.user, order, walls }, "an operator steers walls");
    return undefined;
  }

  forget(connection: Connection): void {
    this.#overseers.delete(connection);
    if (this.#walls.delete(connection)) this.#tell();
  }

  /** The screens of one session. */
  wallsOf(sessionId: string): SeenWall[] {
    return [...this.#walls].filter(([{ session }]) => session.id === sessionId).map(seenOf);
  }

  #tell(overseers: Iterable<Connection> = this.#overseers): void {
    const message = messageOf({ what: "walls", walls: [...this.#walls].map(seenOf) });
    // Whoever was an operator may be none any more.
    for (const overseer of overseers) if (maySteer(overseer)) overseer.send("walls", message);
  }
}

function seenOf([{ session, address }, { id, stage }]: [Connection, Told]): SeenWall {
  return { ...stage, id, user: session.user, address };
}

function maySteer({ session }: Connection): boolean {
  return mayActAs(session.role, "operator");
}

function messageOf(steering: Message): { type: "steering"; steering: Message } {
  return { type: "steering", steering };
}

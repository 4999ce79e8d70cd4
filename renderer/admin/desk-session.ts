import { askOwnSession, type DeskLink, openDeskLink } from "./desk-link.ts";

export type Standing = { kind: "asking" } | { kind: "stranger" } | { kind: "known"; link: DeskLink };

const askAgainMs = 3000;

/** Whether this browser has a session, and the connection while it has. */
export class DeskSession {
  readonly #listeners = new Set<() => void>();
  #standing: Standing = { kind: "asking" };

  readonly standing = () => this.#standing;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks the server until it answers. */
  async ask(): Promise<void> {
    const { kind } = await askOwnSession();
    if (kind === "unreachable") setTimeout(() => void this.ask(), askAgainMs);
    else if (kind === "signed-in") this.signedIn();
    else this.#enter({ kind: "stranger" });
  }

  readonly signedIn = (): void => {
    const link = openDeskLink(() => {
      link.stop();
      this.#enter({ kind: "stranger" });
    });
    this.#enter({ kind: "known", link });
  };

  #enter(standing: Standing): void {
    this.#standing = standing;
    for (const listener of this.#listeners) listener();
  }
}

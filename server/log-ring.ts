const most = 1000;

/** The last thousand lines of the log, for whoever looks for a fault. */
export class LogRing {
  #lines: string[] = [];

  write(line: string): void {
    this.#lines.push(line);
    // Not at each line: moving a thousand is dearer than adding one.
    if (this.#lines.length > 2 * most) this.#lines = this.#lines.slice(-most);
  }

  /** Oldest first, each a line of JSON. */
  lines(): string[] {
    return this.#lines.slice(-most);
  }
}

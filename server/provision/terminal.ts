import { createInterface, type Interface } from "node:readline/promises";
import { Writable } from "node:stream";
import { ExpectedError, reasonOf } from "../expected-error.ts";

export interface Question<T> {
  text: string;
  /** What Enter alone stands for. */
  otherwise?: string;
  /** Nothing of the answer is shown. */
  isSecret?: boolean;
  /** What the answer means; throws ExpectedError with what would be right, and is then asked again. */
  read(answer: string): T;
}

/** Asks a person. Ctrl-C and the end of input leave at once: `ask` then rejects with an ExpectedError. */
export class Terminal implements Disposable {
  readonly #output: NodeJS.WritableStream;
  readonly #lines: Interface;
  readonly #leaving = new AbortController();
  #isMuted = false;

  constructor(input: NodeJS.ReadableStream, output: NodeJS.WritableStream) {
    this.#output = output;
    const echo = new Writable({
      write: (chunk, _encoding, done) => {
        if (!this.#isMuted) output.write(chunk);
        done();
      },
    });
    this.#lines = createInterface({ input, output: echo, terminal: true, historySize: 0 });
    this.#lines.on("SIGINT", () => this.#lines.close());
    this.#lines.on("close", () => this.#leaving.abort());
  }

  say(line: string): void {
    this.#output.write(`${line}\n`);
  }

  async ask<T>({ text, otherwise, isSecret = false, read }: Question<T>): Promise<T> {
    const question = `${text}${otherwise ? ` [${otherwise}]` : ""}: `;
    for (;;) {
      const answer = (await this.#answer(question, isSecret)) || otherwise || "";
      try {
        return read(answer);
      } catch (failure) {
        if (!(failure instanceof ExpectedError)) throw failure;
        this.say(`  ${reasonOf(failure)}`);
      }
    }
  }

  async #answer(question: string, isSecret: boolean): Promise<string> {
    const { signal } = this.#leaving;
    try {
      if (!isSecret) return (await this.#lines.question(question, { signal })).trim();
      this.#output.write(question);
      this.#isMuted = true;
      return await this.#lines.question("", { signal });
    } catch (failure) {
      if (!signal.aborted) throw failure;
      throw new ExpectedError("\nleft; nothing was changed");
    } finally {
      if (this.#isMuted) this.#output.write("\n");
      this.#isMuted = false;
    }
  }

  [Symbol.dispose](): void {
    this.#lines.close();
  }
}

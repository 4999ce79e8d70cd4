import type { z } from "zod";
import { type Path, readWith } from "./issue-words.ts";
import type { YamlText } from "./yaml/read-yaml.ts";

/** What is wrong in the configuration and what would be right. Line and column count from 1. */
export interface ConfigFault {
  file: string;
  line?: number;
  column?: number;
  message: string;
}

/** `F:LINE:COLUMN: message`, as editors and compilers write it. */
export function formatFault({ file, line, column, message }: ConfigFault): string {
  return [file, line, column].filter((part) => part !== undefined).join(":") + `: ${message}`;
}

/** Collects what is wrong in one file, each fault with its place in the text. */
export class FaultList {
  readonly #faults: ConfigFault[];
  readonly #yaml: YamlText;
  readonly #file: string;

  constructor(file: string, yaml: YamlText, known: readonly ConfigFault[]) {
    this.#file = file;
    this.#yaml = yaml;
    this.#faults = [...known];
  }

  get any(): boolean {
    return this.#faults.length > 0;
  }

  /** The value at `path` is wrong. A message that begins with "must" also fits a value that is not there. */
  add(path: Path, message: string): void {
    const { line, column, missing } = this.#yaml.locate(path);
    const words = missing && message.startsWith("must ") ? `is missing; it ${message}` : message;
    this.#push(path, words, { line, column });
  }

  /** The key itself is wrong, not its value. */
  addUnknownKey(path: Path, key: string, message: string): void {
    this.#push(path, message, this.#yaml.locateKey([...path, key]));
  }

  /** Reads `value`, which stands at `path`; undefined, and faults, if the schema refuses it. */
  read<T>(schema: z.ZodType<T>, value: unknown, path: Path): T | undefined {
    const result = readWith(schema, value);
    if (result.ok) return result.value;
    for (const { path: inner, message, unknownKey } of result.findings) {
      const place = [...path, ...inner];
      if (unknownKey === undefined) this.add(place, message);
      else this.addUnknownKey(place, unknownKey, message);
    }
    return undefined;
  }

  line(path: Path): number {
    return this.#yaml.locate(path).line;
  }

  /** In file order. */
  all(): ConfigFault[] {
    return this.#faults.toSorted(byPlace);
  }

  #push(path: Path, message: string, place: { line: number; column: number }): void {
    const name = pathWords(path);
    this.#faults.push({ file: this.#file, ...place, message: name ? `${name}: ${message}` : message });
  }
}

function byPlace(a: ConfigFault, b: ConfigFault): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** "pages[0].panels[2].at" */
function pathWords(path: Path): string {
  return path.reduce<string>((words, step) => {
    if (typeof step === "number") return `${words}[${step}]`;
    return words ? `${words}.${String(step)}` : String(step);
  }, "");
}

import { readFile } from "node:fs/promises";

/** What of a unit decides how it is run. */
export interface Unit {
  execStart: string[];
  restart: string;
  restartSeconds: number;
  environment: Record<string, string>;
  /** Every setting as it is written, in order. */
  settings: [key: string, value: string][];
}

/** Reads a unit as far as ours go: no line is continued, and no argument is quoted. Specifiers (`%S`) are put in. */
export async function readUnit(file: string, specifiers: Record<string, string> = {}): Promise<Unit> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => /^\w+=/.test(line));
  const settings = lines.map((line): [string, string] => {
    const [key = "", ...rest] = line.split("=");
    return [key, rest.join("=").replaceAll(/%(\w)/g, (written, letter: string) => specifiers[letter] ?? written)];
  });
  const all = (key: string) => settings.filter(([name]) => name === key).map(([, value]) => value);
  const [execStart = ""] = all("ExecStart");
  return {
    execStart: execStart.split(" "),
    restart: all("Restart").join(),
    restartSeconds: Number(all("RestartSec").join()),
    environment: Object.fromEntries(all("Environment").map((pair) => pair.split("=", 2))),
    settings,
  };
}

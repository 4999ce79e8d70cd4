/**
 * After how many seconds without a touch, on mains power, as `powercfg /query` tells of one setting: the last two numbers
 * are those of mains and battery, and the words around them in the system's language. 0: never. Undefined where the machine
 * has no such setting.
 */
export function readPowercfg(output: string): number | undefined {
  const numbers = [...output.matchAll(/\b0x([\da-f]{8})\b/gi)].map(([, digits = ""]) => Number.parseInt(digits, 16));
  return numbers.at(-2);
}

/** After how many minutes without a touch, as `pmset -g` tells of `sleep` or `displaysleep`. 0: never. */
export function readPmset(output: string, setting: "sleep" | "displaysleep"): number | undefined {
  const minutes = new RegExp(`^\\s*${setting}\\s+(\\d+)`, "m").exec(output)?.[1];
  return minutes === undefined ? undefined : Number(minutes);
}

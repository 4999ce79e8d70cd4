const names = new Map(Object.entries({ ms: "ms", s: "s", m: "min", h: "h", d: "d" }));

/** "last 6 h" of the option "6h". */
export function lastWords(last: string | undefined): string[] {
  const [, number, unit] = /^([\d.]+)(ms|s|m|h|d)$/.exec(last ?? "") ?? [];
  const name = names.get(unit ?? "");
  return number !== undefined && name !== undefined ? [`last ${number} ${name}`] : [];
}

export type Labels = Record<string, string>;

/** What people know a thing by, best first. Other labels follow by the alphabet. */
const telling = new Map(
  "__name__ instance host hostname node nodename name device interface ifName ifDescr service job namespace pod container mountpoint"
    .split(" ")
    .map((label, place) => [label, place]),
);
const longestName = 80;

/**
 * The shortest names that tell things apart: the values of as few labels as it takes, the most telling ones. Where
 * values alone would be mistaken for each other the labels are named with them. A single thing has the name "".
 */
export function namesApart(things: readonly Labels[]): string[] {
  let names = things.map(() => "");
  let distinct = new Set(names).size;
  let chosen: string[] = [];
  for (const label of differing(things)) {
    if (distinct === things.length) break;
    const more = [...chosen, label];
    const longer = things.map((labels) => JSON.stringify(more.map((one) => labels[one] ?? "")));
    const count = new Set(longer).size;
    if (count === distinct) continue;
    [names, distinct, chosen] = [longer, count, more];
  }
  return naming(things, chosen);
}

/** The value of the most telling label, for one that stands alone; "" where it has none. */
export function tellingValue(labels: Labels): string {
  const label = [...telling.keys()].find((one) => one !== "__name__" && labels[one]);
  return (label === undefined ? "" : (labels[label] ?? "")).slice(0, longestName);
}

function naming(things: readonly Labels[], chosen: string[]): string[] {
  const values = things.map((labels) => chosen.flatMap((label) => spoken(label, labels[label])).join(" "));
  const plain = new Set(values).size === values.length && (values.length === 1 || values.every(Boolean));
  const named = things.map((labels) => chosen.map((label) => `${label}=${labels[label] ?? ""}`).join(" "));
  return (plain ? values : named).map((name) => name.slice(0, longestName));
}

/** "eth0", but "cpu 0": a number alone says nothing. */
function spoken(label: string, value = ""): string[] {
  if (value === "") return [];
  return [/^[\d.+-]+$/.test(value) ? `${label} ${value}` : value];
}

function differing(things: readonly Labels[]): string[] {
  const all = new Set(things.flatMap((labels) => Object.keys(labels)));
  const first = things[0] ?? {};
  return [...all]
    .filter((label) => things.some((labels) => (labels[label] ?? "") !== (first[label] ?? "")))
    .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function rank(label: string): number {
  return telling.get(label) ?? telling.size;
}

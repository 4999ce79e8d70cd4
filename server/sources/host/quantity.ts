/** What a panel can ask of a host, in its own unit. */
const units: Record<string, string> = {
  cpu: "%",
  memory: "%",
  swap: "%",
  disk: "%",
  network: "bps",
  temperature: "°C",
  load: "",
  uptime: "s",
};
const examples =
  'quantities are cpu, memory, swap, disk, disk /MOUNT, network, network in, network out (and behind them an interface, as in "network eth0"), temperature, load, uptime';

export interface Quantity {
  /** As the gauges name it: "cpu", "disk /var", "network in eth0". */
  key: string;
  unit: string;
  /** The lines of a chart: traffic is drawn as two. */
  lines: { name: string; key: string }[];
}

/** The quantity that a query names; text says what is wrong with it. */
export function readQuantity(query: string | undefined): Quantity | string {
  if (query === undefined) return `needs a query; ${examples}`;
  const key = query.trim().replaceAll(/\s+/g, " ");
  const [kind = "", ...rest] = key.split(" ");
  const unit = Object.hasOwn(units, kind) ? units[kind] : undefined;
  if (unit === undefined) return `no quantity ${JSON.stringify(query)}; ${examples}`;
  if (kind === "network") return readNetwork(key, rest);
  if (rest.length > 0 && kind !== "disk") return `${kind} stands alone; ${examples}`;
  return { key, unit, lines: [{ name: key, key }] };
}

function readNetwork(key: string, rest: string[]): Quantity {
  const [direction] = rest;
  const both = direction !== "in" && direction !== "out";
  const device = rest.length > 0 ? ` ${rest.join(" ")}` : "";
  const lines = both ? ["in", "out"].map((name) => ({ name, key: `network ${name}${device}` })) : [{ name: key, key }];
  return { key, unit: "bps", lines };
}

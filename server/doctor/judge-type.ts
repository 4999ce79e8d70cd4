import { arcMinutes, smallestArcMinutes, smallestPx } from "../protocol/legibility.ts";
import { type Finding, fail, pass, warn } from "./finding.ts";

interface Pixels {
  width: number;
  height: number;
}

export interface Seen {
  /** How the display is named to the technician: "HDMI-A-1 (SONY TV)". */
  name: string;
  px: Pixels;
  /** Its real diagonal; undefined where it does not say. */
  diagonalMm: number | undefined;
}

/** What `display:` says of it. */
export type Described = { diagonalMm: number; distanceMm: number } | undefined;

const mmPerInch = 25.4;
/** Makers round, and frames hide some of the picture. */
const sameWithin = 0.1;

/** Whether the smallest type on this display can be read from where the configuration says that it is read. */
export function judgeType({ name, px, diagonalMm }: Seen, described: Described): Finding {
  const what = `${name} ${px.width} × ${px.height}${diagonalMm === undefined ? "" : `, ${inches(diagonalMm)}`}`;
  if (!described) {
    const example = `display: { diagonal: ${diagonalMm === undefined ? "55in" : inches(diagonalMm)}, distance: 5m }`;
    return warn(`${what}; nobody said from how far it is read`, `measure it, and write ${example}`);
  }
  const screen = { widthPx: px.width, heightPx: px.height };
  const smallest = smallestPx({ ...screen, display: described });
  const display = { ...described, diagonalMm: diagonalMm ?? described.diagonalMm };
  const minutes = arcMinutes(smallest, { ...screen, display }) ?? 0;
  const seen = `${what}; smallest type ${minutes.toFixed(1)} arc minutes from ${metres(described.distanceMm)}`;
  const off = (diagonalMm ?? described.diagonalMm) / described.diagonalMm - 1;
  const remedy = `measure the picture's diagonal, and write it to display: { diagonal: … } (it says ${inches(described.diagonalMm)})`;
  if (minutes < smallestArcMinutes * (1 - sameWithin))
    return fail(`${seen}: too small to read, it needs ${smallestArcMinutes}`, remedy);
  if (Math.abs(off) > sameWithin) return warn(`${seen}; it is not the size that the configuration says`, remedy);
  return pass(
    diagonalMm === undefined
      ? `${seen}, if it is ${inches(described.diagonalMm)} as configured: it does not say`
      : seen,
  );
}

function inches(mm: number): string {
  return `${Number((mm / mmPerInch).toFixed(1))}in`;
}

function metres(mm: number): string {
  return `${Number((mm / 1000).toFixed(1))} m`;
}

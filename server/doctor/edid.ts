/** What a display says of itself: VESA E-EDID release A, revision 2 (EDID structure 1.4). */
export interface Edid {
  /** Of the visible picture; undefined where the display does not say, as projectors do. */
  sizeMm: { width: number; height: number } | undefined;
  /** Its preferred timing. */
  px: { width: number; height: number } | undefined;
  /** "SONY TV"; empty where it has no name. */
  name: string;
}

const header = Buffer.from([0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00]);
const baseBytes = 128;
const firstDescriptor = 54;
const descriptorBytes = 18;
const descriptors = 4;
const nameTag = 0xfc;

/** Reads the base block; undefined where it is none, or damaged on its way through the cable. */
export function readEdid(bytes: Buffer): Edid | undefined {
  const base = bytes.subarray(0, baseBytes);
  const isWhole = base.length === baseBytes && base.reduce((sum, byte) => sum + byte, 0) % 256 === 0;
  if (!isWhole || !base.subarray(0, header.length).equals(header)) return undefined;
  const blocks = Array.from({ length: descriptors }, (_, index) => {
    const start = firstDescriptor + index * descriptorBytes;
    return base.subarray(start, start + descriptorBytes);
  });
  const timing = blocks.flatMap((block) => readTiming(block) ?? [])[0];
  const name = blocks.find((block) => block.readUInt32BE(0) >>> 8 === 0 && block[3] === nameTag);
  return {
    sizeMm: usable(timing?.sizeMm) ?? usable({ width: 10 * (base[21] ?? 0), height: 10 * (base[22] ?? 0) }),
    px: usable(timing?.px),
    name: name?.subarray(5).toString("latin1").split("\n", 1)[0]?.trim() ?? "",
  };
}

/** A detailed timing descriptor: a pixel clock, then eight bits of each figure, and its upper four beside another's. */
function readTiming(block: Buffer): Pick<Edid, "px" | "sizeMm"> | undefined {
  const byte = (index: number) => block[index] ?? 0;
  if (block.readUInt16LE(0) === 0) return undefined;
  return {
    px: { width: byte(2) + ((byte(4) & 0xf0) << 4), height: byte(5) + ((byte(7) & 0xf0) << 4) },
    sizeMm: { width: byte(12) + ((byte(14) & 0xf0) << 4), height: byte(13) + ((byte(14) & 0x0f) << 8) },
  };
}

/** Many televisions write their aspect (16 × 9, 160 × 90) where their size belongs. */
function usable(size: { width: number; height: number } | undefined) {
  if (!size || size.width === 0 || size.height === 0) return undefined;
  const isAspect = [1, 10].some((scale) => size.width === 16 * scale && size.height === 9 * scale);
  return isAspect ? undefined : size;
}

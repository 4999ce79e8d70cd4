export interface EdidWish {
  /** Of the picture, as the detailed timing has it. */
  mm: [number, number];
  px: [number, number];
  name?: string;
  /** As the base block has it; from `mm` unless it lies. */
  cm?: [number, number];
}

/** The 128 bytes of a base block, composed as VESA E-EDID 1.4 lays them out. */
export function composeEdid({ mm, px, name, cm = [Math.round(mm[0] / 10), Math.round(mm[1] / 10)] }: EdidWish): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.set([0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00], 0);
  bytes.set([1, 4, 0x80, ...cm], 18);
  const [width, height] = px;
  bytes.writeUInt16LE(14_850, 54);
  bytes.set([width & 0xff, 0, (width >> 4) & 0xf0, height & 0xff, 0, (height >> 4) & 0xf0], 56);
  bytes.set([mm[0] & 0xff, mm[1] & 0xff, ((mm[0] >> 4) & 0xf0) | (mm[1] >> 8)], 66);
  if (name !== undefined) {
    bytes.set([0, 0, 0, 0xfc, 0], 72);
    bytes.write(`${name}\n`.padEnd(13), 77, "latin1");
  }
  bytes[127] = (256 - (bytes.reduce((sum, byte) => sum + byte, 0) % 256)) % 256;
  return bytes;
}

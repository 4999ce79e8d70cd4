const finalText = 0x81;
/** Lengths from which on so few bits no longer hold them; the second byte then says where to look. */
const beyondSevenBits = 126;
const beyondSixteenBits = 65_536;

/**
 * A whole text message from a server, as it goes over any number of websockets: one frame, not masked.
 * https://www.rfc-editor.org/rfc/rfc6455#section-5.2
 */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < beyondSevenBits ? 2 : length < beyondSixteenBits ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = finalText;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head);
  return frame;
}

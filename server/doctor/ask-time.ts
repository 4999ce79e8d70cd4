import { createSocket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { ExpectedError } from "../expected-error.ts";
import type { Lifetime } from "../lifetime.ts";
import { type Endpoint, endpointText } from "../sources/checks/addresses.ts";
import { plainWords } from "../sources/plain-words.ts";

const limitMs = 3000;
const packetBytes = 48;
/** From 1900, where NTP begins, to 1970. */
const eraSeconds = 2_208_988_800;
/** Leap indicator none, version 4, mode client. */
const clientRequest = 0x23;
const serverMode = 4;

/**
 * How far this machine's clock is ahead of the server's, in milliseconds: one question of SNTP (RFC 4330).
 * Throws ExpectedError where the server does not answer, or does not know the time itself.
 */
export async function askTime({ host, port }: Endpoint, run: Lifetime): Promise<number> {
  try {
    const { address, family } = await lookup(host);
    const socket = createSocket(family === 6 ? "udp6" : "udp4");
    run.onEnd(() => void socket.close());
    const answer = new Promise<Buffer>((resolve, reject) => {
      socket.once("message", resolve).once("error", reject);
      run.after(limitMs, () => reject(new ExpectedError(`no answer within ${limitMs / 1000} s`)));
    });
    const request = Buffer.alloc(packetBytes);
    request[0] = clientRequest;
    socket.connect(port, address, () => socket.send(request));
    const askedAt = Date.now();
    const packet = await answer;
    return aheadMs(packet, { askedAt, answeredAt: Date.now() });
  } catch (failure) {
    throw new ExpectedError(`${endpointText({ host, port })}: ${plainWords(failure)}`);
  }
}

/** Half of what the way there and back took is taken off either side. */
function aheadMs(packet: Buffer, { askedAt, answeredAt }: { askedAt: number; answeredAt: number }): number {
  const stratum = packet[1] ?? 0;
  if (packet.length < packetBytes || ((packet[0] ?? 0) & 0x07) !== serverMode)
    throw new ExpectedError("the answer is not NTP");
  if (stratum === 0 || stratum > 15) throw new ExpectedError("the server does not know the time itself");
  const receivedAt = timestampMs(packet, 32);
  const sentAt = timestampMs(packet, 40);
  return (askedAt - receivedAt + (answeredAt - sentAt)) / 2;
}

/** Seconds and fractions of 2⁻³² s. The first half of 2036 begins era 1. */
function timestampMs(packet: Buffer, offset: number): number {
  const seconds = packet.readUInt32BE(offset);
  const era = seconds < 2 ** 31 ? 2 ** 32 : 0;
  return (seconds + era - eraSeconds) * 1000 + (packet.readUInt32BE(offset + 4) * 1000) / 2 ** 32;
}

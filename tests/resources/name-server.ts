import { Buffer } from "node:buffer";
import { createSocket } from "node:dgram";
import { once } from "node:events";

/** Response codes of RFC 1035, 4.1.1. */
export const rcode = { formerr: 1, servfail: 2, nxdomain: 3, refused: 5 };
const recordTypes: Record<number, string> = { 1: "A", 2: "NS", 5: "CNAME", 12: "PTR", 15: "MX", 16: "TXT", 28: "AAAA" };

/** Answers "TYPE name" with record data, a response code, or (undefined) with silence. No records: the name has none. */
export type Zone = (question: string) => Buffer[] | number | undefined;

/** A name server for UDP on a free port of this machine's loopback. */
export async function serveNames(zone: Zone) {
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => {
    const { name, type, end } = readQuestion(query);
    const answer = zone(`${recordTypes[type] ?? type} ${name}`);
    if (answer === undefined) return;
    const records = typeof answer === "number" ? [] : answer;
    const header = Buffer.alloc(12);
    header.writeUInt16BE(query.readUInt16BE(0), 0);
    // A response (QR), recursion desired and available.
    header.writeUInt16BE(0x8180 | (typeof answer === "number" ? answer : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    const resources = records.map((data) => {
      const head = Buffer.alloc(12);
      // The name of the question again, by a pointer to it.
      head.writeUInt16BE(0xc00c, 0);
      head.writeUInt16BE(type, 2);
      head.writeUInt16BE(1, 4);
      head.writeUInt32BE(60, 6);
      head.writeUInt16BE(data.length, 10);
      return Buffer.concat([head, data]);
    });
    socket.send(Buffer.concat([header, query.subarray(12, end), ...resources]), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    address: `127.0.0.1:${socket.address().port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => socket.close(resolve)),
  };
}

export function ipv4(address: string): Buffer {
  return Buffer.from(address.split(".").map(Number));
}

export function encodeName(name: string): Buffer {
  const labels = name.split(".").map((label) => Buffer.from([label.length, ...Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

export function mx(priority: number, exchange: string): Buffer {
  return Buffer.concat([Buffer.from([priority >> 8, priority & 0xff]), encodeName(exchange)]);
}

export function txt(text: string): Buffer {
  return Buffer.from([text.length, ...Buffer.from(text)]);
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

import { isIP } from "node:net";
import { z } from "zod";

/** A host to connect to and, where one was written, its port. IPv6 addresses stand here without their brackets. */
export interface Endpoint {
  host: string;
  port: number;
}

/**
 * A host name or an address, with an interface behind "%" for link-local ones. It begins with a letter or digit (or the
 * colon of "::1"), so that it can never be taken for an option of a program.
 */
const hostPattern = /^[\p{L}\p{N}_:][\p{L}\p{N}._:%-]{0,252}$/u;

function isHost(text: string): boolean {
  return hostPattern.test(text) && (!text.includes(":") || isIP(text) === 6);
}

export const host = z.string('must be a host such as "192.0.2.1", "2001:db8::1" or "core.example"').refine(isHost, {
  error: ({ input }) =>
    `${JSON.stringify(input)} is not a host; write an address such as 192.0.2.1 or 2001:db8::1, or a name such as core.example`,
});

/** "mail.example:25" or "[2001:db8::1]:25". */
export const endpoint = z
  .string('must be a host and a port such as "mail.example:25" or "[2001:db8::1]:25"')
  .transform((text, context): Endpoint => {
    const read = readEndpoint(text);
    if (read?.port !== undefined) return { host: read.host, port: read.port };
    context.addIssue({
      code: "custom",
      message: `${JSON.stringify(text)} is not a host and a port; write it as "mail.example:25" or "[2001:db8::1]:25"`,
    });
    return z.NEVER;
  });

/** The address of a name server with or without a port: a name would need a name server first. */
export const nameServer = z
  .string('must be the address of a name server such as "192.0.2.53" or "127.0.0.1:5353"')
  .transform((text, context): Endpoint => {
    const read = isIP(text) ? { host: text, port: undefined } : readEndpoint(text);
    if (read && isIP(read.host)) return { host: read.host, port: read.port ?? 53 };
    context.addIssue({
      code: "custom",
      message: `${JSON.stringify(text)} is not the address of a name server; write it as "192.0.2.53", "127.0.0.1:5353" or "[2001:db8::53]:53"`,
    });
    return z.NEVER;
  });

/** A host with or without a port; undefined where it is neither. */
export function readEndpoint(text: string): { host: string; port: number | undefined } | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text);
  const name = match?.[1] ?? match?.[2];
  if (!match || name === undefined || !isHost(name)) return undefined;
  const port = match[3] === undefined ? undefined : Number(match[3]);
  return port === undefined || (port >= 1 && port <= 65_535) ? { host: name, port } : undefined;
}

/** As a URL or a resolver wants it: IPv6 in brackets. */
export function endpointText({ host, port }: Endpoint): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

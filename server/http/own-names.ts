import { isIPv6 } from "node:net";

/**
 * The names under which this server may be asked. A page of another site that has its own name point to this machine
 * (DNS rebinding) sends that name as Host; one that posts or opens a socket sends its own Origin.
 */
export class OwnNames {
  readonly #authorities: Set<string>;
  readonly #scheme: string;

  /** `hosts` are further names, each with a port or, without, with the one listened on. */
  constructor(options: { scheme: "http" | "https"; port: number; hosts: readonly string[] }) {
    this.#scheme = options.scheme;
    const own = ["127.0.0.1", "localhost", "[::1]", ...options.hosts].map((host) => host.toLowerCase());
    const defaultPort = options.scheme === "https" ? 443 : 80;
    this.#authorities = new Set(
      own.flatMap((host) => {
        if (hasPort(host)) return [host];
        const withPort = `${host}:${options.port}`;
        // A browser leaves the scheme's own port out.
        return options.port === defaultPort ? [host, withPort] : [withPort];
      }),
    );
  }

  isHost(host: string | undefined): boolean {
    return host !== undefined && this.#authorities.has(host.toLowerCase());
  }

  isOrigin(origin: string | undefined): boolean {
    const prefix = `${this.#scheme}://`;
    return origin !== undefined && origin.startsWith(prefix) && this.isHost(origin.slice(prefix.length));
  }
}

/** `host` or `host:port` as it stands in a URL, with an IPv6 address in brackets. */
export function bracketed(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}

/** What a browser may call this server: the host it listens on, unless that is all of them, and the configured ones. */
export function ownHosts(host: string, configured: readonly string[]): string[] {
  return isAnyAddress(host) ? [...configured] : [bracketed(host), ...configured];
}

export function isAnyAddress(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

function hasPort(host: string): boolean {
  return /^(\[[^\]]*\]|[^:]*):\d+$/.test(host);
}

/** What the wall's window may show and talk to: its own server. Knows nothing of Electron. */
export interface OwnOrigin {
  /** True for a page of the server. */
  mayNavigate(url: string): boolean;
  /** True for the server's pages and its websocket. */
  mayRequest(url: string): boolean;
  /** True for the server's own `scheme://host:port`; a sandboxed frame has the origin "null". */
  isOrigin(origin: string): boolean;
}

export function ownOrigin(serverUrl: string): OwnOrigin {
  const { protocol, host, origin } = new URL(serverUrl);
  // Scheme and host instead of `origin`: a blob: URL has the origin of whoever made it.
  const isAt = (url: string, schemes: string[]) => {
    const parsed = URL.parse(url);
    return parsed !== null && schemes.includes(parsed.protocol) && parsed.host === host;
  };
  return {
    mayNavigate: (url) => isAt(url, [protocol]),
    mayRequest: (url) => isAt(url, [protocol, protocol.replace("http", "ws")]),
    isOrigin: (other) => other === origin,
  };
}

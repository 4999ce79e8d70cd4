import http from "node:http";
import type { Plugin } from "vite";

const virtual = "\0nocturne:node-http";

/**
 * Whoever imports node:http as a module makes Node read everything that it exports, its `WebSocket` too, which loads all of
 * undici: some 50 ms of the server's start. This hands out the same without those that are made when asked for.
 */
export function withoutUndici(): Plugin {
  const names = Object.entries(Object.getOwnPropertyDescriptors(http))
    .filter(([, { get }]) => !get)
    .map(([name]) => name);
  return {
    name: "nocturne:without-undici",
    enforce: "pre",
    resolveId: {
      filter: { id: /^(node:)?http$/ },
      handler: (_source, _importer, { kind }) => (kind === "import-statement" ? virtual : undefined),
    },
    load: {
      filter: { id: new RegExp(`^${virtual}$`) },
      handler: () =>
        [
          `const http = process.getBuiltinModule("node:http");`,
          "export default http;",
          `export const { ${names.join(", ")} } = http;`,
        ].join("\n"),
    },
  };
}

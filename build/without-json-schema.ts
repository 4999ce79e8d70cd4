import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";

const makers = /zod\/v4\/core\/(to-json-schema|json-schema-processors|json-schema-generator)\.js$/;
const exported = /^export (?:function|const|class) (\w+)/gm;

/**
 * zod hangs the making of JSON Schemas on each of its schemas, where no bundler can shake it off: 4 % of what a wall
 * loads. The wall makes none; whoever asks for one there gets an error.
 */
export function withoutJsonSchema(): Plugin {
  return {
    name: "nocturne:without-json-schema",
    enforce: "pre",
    load: {
      filter: { id: makers },
      async handler(id) {
        const names = [...(await readFile(id, "utf8")).matchAll(exported)].map(([, name]) => name);
        const none = `const none = () => { throw new Error("JSON Schemas are left out of this bundle"); };`;
        return [none, ...names.map((name) => `export const ${name} = () => none;`)].join("\n");
      },
    },
  };
}

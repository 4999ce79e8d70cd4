import { join } from "node:path";
import { buildAll } from "./build-all.ts";
import { root } from "./root.ts";
import { hashSources, writeStamp } from "./stale.ts";

const startedAt = performance.now();
process.stderr.write("nocturne: builds the wall, the server and the kiosk …\n");
// Taken before: what is changed during the build is built by the next.
const sources = hashSources();
await buildAll(join(root, "out"));
writeStamp(sources);
process.stderr.write(`nocturne: built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);

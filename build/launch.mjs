// What `out/server/cli.js` is: the bundle beside it, started from V8's code cache, which the build has filled. Compiling
// is most of what a cold start costs. A cache of another V8, or one that cannot be written, is passed over.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

enableCompileCache(fileURLToPath(new URL("compile-cache", import.meta.url)));
await import("./nocturne.js");

import { glob, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

/** All JavaScript that the wall loads, compressed as a server would. */
export async function benchBundle() {
  let bytes = 0;
  for await (const file of glob("out/renderer/**/*.js")) bytes += gzipSync(await readFile(file)).length;
  return { rendererGzipBytes: bytes, target: { rendererGzipBytes: 150_000 } };
}

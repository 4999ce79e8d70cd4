import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

/** All JavaScript that a wall loads by itself, compressed as a server would: what its page names. Overlays come later. */
export async function benchBundle() {
  const page = await readFile("out/renderer/index.html", "utf8");
  let bytes = 0;
  for (const [, file] of page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)) {
    bytes += gzipSync(await readFile(`out/renderer${file}`)).length;
  }
  return { rendererGzipBytes: bytes, target: { rendererGzipBytes: 150_000 } };
}

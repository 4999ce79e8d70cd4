import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** A folder that is gone with the block that holds it: `await using folder = await temporaryFolder()`. */
export async function temporaryFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), "nocturne-config-"));
  return {
    path: folder,
    file: (name: string) => path.join(folder, name),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

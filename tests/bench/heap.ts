import { setTimeout as sleep } from "node:timers/promises";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Where V8 keeps objects. Its spaces for code grow for weeks while it compiles what becomes hot, and are no leak of ours. */
const dataSpaces = new Set(["new_space", "old_space", "large_object_space", "new_large_object_space"]);

/** Bytes of objects in use once all garbage is collected. */
export async function settledHeap(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  for (let time = 0; time < 3; time += 1) {
    gc();
    await sleep(10);
  }
  return getHeapSpaceStatistics()
    .filter(({ space_name: name }) => dataSpaces.has(name))
    .reduce((sum, { space_used_size: bytes }) => sum + bytes, 0);
}

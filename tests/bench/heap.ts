import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Bytes of heap in use once all garbage is collected. */
export async function settledHeap(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  for (let time = 0; time < 3; time += 1) {
    gc();
    await sleep(10);
  }
  return process.memoryUsage().heapUsed;
}

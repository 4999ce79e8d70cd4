import { isStale } from "../build/stale.ts";

/** Many tests run what is built: before any of them it is made from the sources as they are. */
export default async function freshBuild(): Promise<void> {
  if (isStale()) await import("../build/build.ts");
}

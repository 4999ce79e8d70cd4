import { shortened } from "../shortened.ts";

/** Messages carry ids of at most 200 characters, the hash of a longer one included. */
const longest = 191;

/** `SOURCE/IDENTITY`, by which everybody names an alarm, however long a query its identity holds. */
export function alarmId(source: string, identity: string): string {
  return shortened(`${source}/${identity}`, longest);
}

import { constants } from "node:fs";
import { access } from "node:fs/promises";

/** Whether the file or folder is there. */
export function isThere(path: string): Promise<boolean> {
  return may(path, constants.F_OK);
}

/** Whether this user may do so much with it: `R_OK | W_OK` of `node:fs`. */
export async function may(path: string, mode: number): Promise<boolean> {
  try {
    await access(path, mode);
    return true;
  } catch {
    return false;
  }
}

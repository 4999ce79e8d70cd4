import { readBoundedFile } from "./config/bounded-file.ts";
import { ExpectedError, reasonOf } from "./expected-error.ts";
import type { Lifetime } from "./lifetime.ts";

/** What a file held when it was read, or why it could not be read. */
export type Content = { bytes: Buffer } | { reason: string };

const lookEveryMs = 400;

/** Reads a file of at most so many bytes. One that cannot be read is an answer too. */
export async function readContent(file: string, mostBytes: number): Promise<Content> {
  try {
    return { bytes: await readBoundedFile(file, mostBytes) };
  } catch (thrown) {
    if (thrown instanceof ExpectedError) return { reason: reasonOf(thrown) };
    throw thrown;
  }
}

export interface Watched {
  read(): Promise<Content>;
  /** What the caller already knows. */
  first: Content;
  onChange(content: Content): void | Promise<void>;
}

/**
 * Looks at the file again and again, and tells each new content once. It reads the content itself: unlike notifications
 * and time stamps, that is the same over editors, renames, symbolic links and network file systems. Only what two looks
 * in a row have found is told, so that a half-written file is not: within about a second.
 */
export function watchContent({ read, first, onChange }: Watched, lifetime: Lifetime): void {
  let told = first;
  let last = first;

  const look = async () => {
    const content = await read();
    const settled = isSame(content, last);
    last = content;
    if (settled && !isSame(content, told)) {
      told = content;
      if (!lifetime.over) await onChange(content);
    }
    lookLater();
  };
  const lookLater = () => {
    if (!lifetime.over) lifetime.after(lookEveryMs, () => void look());
  };
  lookLater();
}

function isSame(a: Content, b: Content): boolean {
  if ("reason" in a || "reason" in b) return "reason" in a && "reason" in b && a.reason === b.reason;
  return a.bytes.equals(b.bytes);
}

import type { Lifetime } from "../lifetime.ts";
import { type Content, type Loaded, parseContent, readContent } from "./load.ts";

const lookEveryMs = 400;

/**
 * Looks at the file again and again, and tells each new outcome, good or bad, once. It reads the content itself: unlike
 * notifications and time stamps, that is the same over editors, renames, symbolic links and network file systems.
 * Only what two looks in a row have found is told, so that a half-written file is not: within about a second.
 * `loaded` is what the caller already knows.
 */
export function watchConfig(loaded: Loaded, lifetime: Lifetime, onChange: (loaded: Loaded) => void): void {
  const { file } = loaded;
  let told = loaded.content;
  let last = loaded.content;

  const look = async () => {
    const content = await readContent(file);
    const settled = isSame(content, last);
    last = content;
    if (settled && !isSame(content, told)) {
      told = content;
      const outcome = await parseContent(content, file);
      if (!lifetime.over) onChange(outcome);
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

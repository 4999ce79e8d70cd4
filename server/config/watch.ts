import { watchContent } from "../file-content.ts";
import type { Lifetime } from "../lifetime.ts";
import { type Loaded, parseContent, readConfigFile } from "./load.ts";

/** Tells each new outcome of the file, good or bad, once. `loaded` is what the caller already knows. */
export function watchConfig({ file, content }: Loaded, lifetime: Lifetime, onChange: (loaded: Loaded) => void): void {
  const tell = async (next: typeof content) => {
    const outcome = await parseContent(next, file);
    if (!lifetime.over) onChange(outcome);
  };
  watchContent({ read: () => readConfigFile(file), first: content, onChange: tell }, lifetime);
}

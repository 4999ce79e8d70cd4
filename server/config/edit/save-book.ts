import path from "node:path";
import type { Logger } from "pino";
import { z } from "zod";
import { writeFileAtomically } from "../../atomic-file.ts";
import { ExpectedError, reasonOf } from "../../expected-error.ts";
import { mib, readBoundedFile } from "../bounded-file.ts";
import { writeWords } from "./config-text.ts";
import { textVersion } from "./text-version.ts";

/** The present text, and ten to go back to. */
const most = 11;
/** Eleven texts of 256 KiB, of which each character may be escaped. */
const mostBytes = 8 * mib;

const save = z.strictObject({
  text: z.string(),
  /** Epoch milliseconds. */
  at: z.number(),
  /** Undefined where the file was changed by other means. */
  by: z.string().optional(),
});
type Kept = z.infer<typeof save>;
const content = z.strictObject({ version: z.literal(1), file: z.string(), saves: z.array(save).max(most) });

export interface Save extends Kept {
  version: string;
}

/** The texts that a configuration had, newest first, and who saved them. */
export interface SaveBook {
  readonly saves: readonly Save[];
  find(version: string): Save | undefined;
  /** Puts a text on top, unless it is there. Throws ExpectedError where it cannot be kept. */
  add(text: string, made: { at: number; by?: string | undefined }): Promise<void>;
}

/** Keeps the texts in `configuration.json` beside the accounts file, mode 0600. One of another file is none of ours. */
export async function openSaveBook(
  config: string,
  { accounts, log }: { accounts: string; log: Logger },
): Promise<SaveBook> {
  const file = path.join(path.dirname(accounts), "configuration.json");
  let saves = await readSaves(file, config, log);
  return {
    get saves() {
      return saves;
    },
    find: (version) => saves.find((save) => save.version === version),
    async add(text, { at, by }) {
      const version = textVersion(text);
      if (saves[0]?.version === version) return;
      const next = [withVersion({ text, at, by }), ...saves].slice(0, most);
      const written = next.map(({ version: _, ...save }) => save);
      await writeFileAtomically(file, JSON.stringify({ version: 1, file: config, saves: written })).catch(
        (failure: unknown) => {
          throw new ExpectedError(`what was saved before cannot be kept: ${writeWords(file, failure)}`);
        },
      );
      saves = next;
    },
  };
}

async function readSaves(file: string, config: string, log: Logger): Promise<Save[]> {
  try {
    const read = content.parse(JSON.parse((await readBoundedFile(file, mostBytes)).toString("utf8")));
    return read.file === config ? read.saves.map(withVersion) : [];
  } catch (failure) {
    // There is none before the first save.
    if (!(failure instanceof ExpectedError))
      log.warn({ file, reason: reasonOf(failure) }, "what was saved before is lost: its file is not what it should be");
    return [];
  }
}

function withVersion({ text, at, by }: Omit<Kept, "by"> & { by?: string | undefined }): Save {
  return { text, at, ...(by !== undefined && { by }), version: textVersion(text) };
}

import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { z } from "zod";
import { writeFileAtomically } from "./atomic-file.ts";
import { kib, readBoundedFile } from "./config/bounded-file.ts";
import { reasonOf } from "./expected-error.ts";
import type { Place } from "./http/ask-health.ts";
import type { Lifetime } from "./lifetime.ts";
import { stateFolder } from "./state-folder.ts";

const note = z.strictObject({ url: z.url({ protocol: /^https?$/ }), pid: z.int().min(1) });

/** Notes until it ends where this wall listens, beside its accounts: its port may be any, and an update must ask it. */
export async function noteListening(
  accounts: string,
  url: string,
  { log, lifetime }: { log: Logger; lifetime: Lifetime },
): Promise<void> {
  const file = noteFile(accounts);
  const { pid } = process;
  try {
    await writeFileAtomically(file, JSON.stringify({ url, pid } satisfies z.input<typeof note>));
  } catch (failure) {
    log.warn({ reason: reasonOf(failure) }, "where the wall listens cannot be noted: updates will not find it");
    return;
  }
  lifetime.onEnd(async () => {
    // Another server of the same accounts may have noted itself since.
    const noted = await readNote(file).catch(() => undefined);
    if (noted?.pid === pid && noted.url === url) await rm(file, { force: true });
  });
}

/** Where the wall with these accounts listens. Throws where nothing is noted. */
export async function readListening(accounts: string): Promise<Place> {
  const { protocol, hostname, port } = new URL((await readNote(noteFile(accounts))).url);
  const secure = protocol === "https:";
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) || (secure ? 443 : 80), secure };
}

async function readNote(file: string): Promise<z.infer<typeof note>> {
  return note.parse(JSON.parse((await readBoundedFile(file, 4 * kib)).toString("utf8")));
}

function noteFile(accounts: string): string {
  return join(stateFolder(accounts), "listening.json");
}

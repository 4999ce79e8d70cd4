import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { writeFileAtomically } from "../../../atomic-file.ts";
import { ExpectedError } from "../../../expected-error.ts";
import type { ConfigEditor, Saving } from "../config-editor.ts";
import { writeWords } from "../config-text.ts";
import { checkLogo, logoName } from "./check-logo.ts";

export interface SavedLogo {
  saving: Saving;
  /** What was taken out of an SVG. */
  removed: string[];
}

/** Writes a picture beside the configuration and names it there. Throws ExpectedError where it is none to be used. */
export async function saveLogo(
  editor: ConfigEditor,
  sent: Buffer,
  { version, by }: { version: string; by: string },
): Promise<SavedLogo> {
  const { bytes, name, removed } = await checkLogo(sent);
  const { file, text, readOnly } = await editor.present();
  if (readOnly !== undefined) return { saving: { type: "read-only", why: readOnly }, removed };
  const folder = path.dirname(path.resolve(file));
  const place = path.join(folder, name);
  const isNew = await stat(place).then(
    () => false,
    () => true,
  );
  if (isNew) {
    await writeFileAtomically(place, bytes).catch((failure: unknown) => {
      throw new ExpectedError(`nothing was changed: ${writeWords(place, failure)}`);
    });
  }
  try {
    const edited = await editor.edit(text, { type: "set", path: ["logo"], value: `./${name}` });
    const saving: Saving = edited.ok
      ? await editor.save(edited.text, { version, by })
      : { type: "faulty", faults: edited.faults };
    if (isNew && saving.type !== "saved") await rm(place, { force: true });
    if (saving.type === "saved") await removeForgotten(editor, folder);
    return { saving, removed };
  } catch (failure) {
    if (isNew) await rm(place, { force: true });
    throw failure;
  }
}

/** Logos of ours that none of the texts kept names any more. */
async function removeForgotten(editor: ConfigEditor, folder: string): Promise<void> {
  const texts = await editor.texts();
  for (const name of await readdir(folder)) {
    if (logoName.test(name) && !texts.some((text) => text.includes(name)))
      await rm(path.join(folder, name), { force: true });
  }
}

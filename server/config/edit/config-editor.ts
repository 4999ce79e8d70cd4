import type { Logger } from "pino";
import { ExpectedError, reasonOf } from "../../expected-error.ts";
import type { Edit, PresentConfig, SavedText } from "../../protocol/configuration.ts";
import type { Config } from "../config.ts";
import { demoText } from "../demo.ts";
import type { ConfigFault } from "../faults.ts";
import { parseConfig } from "../load.ts";
import type { ShownConfig } from "../open.ts";
import { readConfigText, whyReadOnly, writeConfigText } from "./config-text.ts";
import { editText } from "./edit-text.ts";
import { openSaveBook, type SaveBook } from "./save-book.ts";
import { textVersion } from "./text-version.ts";

export interface ConfigEditorOptions {
  shown(): ShownConfig;
  /** Beside it the texts that were saved are kept. */
  accounts: string;
  log: Logger;
}

export type Checked = { ok: true; config: Config } | { ok: false; faults: ConfigFault[] };

export type Saving =
  | { type: "saved"; version: string }
  | { type: "faulty"; faults: ConfigFault[] }
  /** Somebody else was faster. */
  | { type: "outdated"; present: SavedText & { text: string } }
  | { type: "read-only"; why: string };

/** Reads, checks, edits and saves the configuration's text. One save at a time, and none over a text that was not seen. */
export class ConfigEditor {
  readonly #options: ConfigEditorOptions;
  #book: { file: string; open: Promise<SaveBook> } | undefined;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(options: ConfigEditorOptions) {
    this.#options = options;
  }

  /** Throws ExpectedError where the file is no text. */
  async present(): Promise<PresentConfig> {
    const { config, demo } = this.#options.shown();
    if (demo) {
      const text = await demoText();
      const why = "this is the built-in demo wall, which has no file; make one where a configuration is looked for";
      return { file: config.file, text, version: textVersion(text), readOnly: why, saves: [] };
    }
    const { text, modifiedAt } = await readConfigText(config.file);
    const version = textVersion(text);
    const { saves } = await this.#saves();
    const why = await whyReadOnly(config.file);
    const told = saves.map(toldOf);
    const isKnown = saves[0]?.version === version;
    const now = { version, at: modifiedAt ?? Date.now() };
    return { file: config.file, text, version, ...(why && { readOnly: why }), saves: isKnown ? told : [now, ...told] };
  }

  /** Finds the faults of a text that is not saved, as those of the file would be. */
  check(text: string): Promise<Checked> {
    return parseConfig(text, this.#options.shown().config.file);
  }

  /** Carries out edits as one, unless they would bring a fault in. Throws ExpectedError where one cannot be done. */
  async edit(
    text: string,
    ...edits: readonly Edit[]
  ): Promise<{ ok: true; text: string } | { ok: false; faults: ConfigFault[] }> {
    const edited = edits.reduce(editText, text);
    const checked = await this.check(edited);
    return checked.ok ? { ok: true, text: edited } : checked;
  }

  /** A text that was saved before. */
  async saved(version: string): Promise<string | undefined> {
    return (await this.#saves()).find(version)?.text;
  }

  /** The present text, and all to which it can be set back. */
  async texts(): Promise<string[]> {
    const { text } = await this.present();
    return [text, ...(await this.#saves()).saves.map((save) => save.text)];
  }

  /** `version` is that of the text which `text` was made from. Throws ExpectedError where it cannot be written. */
  save(text: string, { version, by }: { version: string; by: string }): Promise<Saving> {
    const saving = this.#saving.then(() => this.#save(text, { version, by }));
    this.#saving = saving.catch(() => undefined);
    return saving;
  }

  async #save(text: string, { version, by }: { version: string; by: string }): Promise<Saving> {
    const present = await this.present();
    const { file, readOnly } = present;
    if (readOnly !== undefined) return { type: "read-only", why: readOnly };
    if (present.version !== version) {
      const [last = { version: present.version, at: Date.now() }] = present.saves;
      return { type: "outdated", present: { ...last, text: present.text } };
    }
    const checked = await this.check(text);
    if (!checked.ok) return { type: "faulty", faults: checked.faults };
    const book = await this.#saves();
    // What is replaced is kept first: without it there would be no way back.
    if (present.text !== "") await book.add(present.text, { at: present.saves[0]?.at ?? Date.now() });
    await writeConfigText(file, text);
    await book.add(text, { at: Date.now(), by }).catch((failure: unknown) => {
      if (!(failure instanceof ExpectedError)) throw failure;
      this.#options.log.warn({ reason: reasonOf(failure), by }, "who saved the configuration could not be kept");
    });
    return { type: "saved", version: textVersion(text) };
  }

  #saves(): Promise<SaveBook> {
    const { shown, accounts, log } = this.#options;
    const { file } = shown().config;
    if (this.#book?.file !== file) this.#book = { file, open: openSaveBook(file, { accounts, log }) };
    return this.#book.open;
  }
}

function toldOf({ version, at, by }: { version: string; at: number; by?: string | undefined }): SavedText {
  return { version, at, ...(by !== undefined && { by }) };
}

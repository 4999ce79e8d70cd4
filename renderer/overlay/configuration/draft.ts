import type { Edit, PresentConfig, Preview, TextFault } from "../../../server/protocol/configuration.ts";
import { type Asked, askEdit, askPresent, askPreview, askSave, askSaved, type Newer } from "./ask-configuration.ts";

/** A pause in typing after which the server is asked what it thinks of the text. */
const settledMs = 300;
const mostSteps = 50;

export interface DraftState {
  /** What the server has; undefined until it was asked. */
  present: PresentConfig | undefined;
  /** What it may become. */
  text: string;
  faults: readonly TextFault[];
  /** How the wall looks by the text, or by the last one without faults. */
  preview: Preview | undefined;
  /** How it looks now. */
  presentPreview: Preview | undefined;
  /** The texts before each step, newest last. */
  steps: readonly string[];
  /** What the last request came to, in words. */
  words: { tone: "done" | "refused"; text: string } | undefined;
  /** Somebody else has saved since this was read. */
  newer: Newer | undefined;
}

const nothing: DraftState = {
  present: undefined,
  text: "",
  faults: [],
  preview: undefined,
  presentPreview: undefined,
  steps: [],
  words: undefined,
  newer: undefined,
};

/** One configuration's text as somebody changes it here, by hand or by the page editor. Knows no React. */
export class Draft {
  readonly #listeners = new Set<() => void>();
  #state = nothing;
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly state = (): DraftState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads what the server has. What was changed here and not saved is gone. */
  async load(): Promise<void> {
    const asked = await askPresent();
    if (!asked.ok) return this.#refused(asked);
    this.#set({ ...nothing, present: asked.value, text: asked.value.text });
    await this.#look();
    this.#set({ presentPreview: this.#state.preview });
  }

  /** By hand: looked at once it has settled. */
  write(text: string): void {
    if (text === this.#state.text) return;
    this.#set({ text, words: undefined });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), settledMs);
  }

  /** Edits of a form's or the page editor's, done as one step; the text stays as it is where the server refuses it. Whether it was done. */
  async edit(...edits: readonly Edit[]): Promise<boolean> {
    const { text } = this.#state;
    const asked = await askEdit(text, edits);
    if (!asked.ok) {
      this.#refused(asked);
      return false;
    }
    this.#step(asked.value.text);
    await this.#look();
    return true;
  }

  async back(): Promise<void> {
    const text = this.#state.steps.at(-1);
    if (text === undefined) return;
    this.#set({ text, steps: this.#state.steps.slice(0, -1), words: undefined });
    await this.#look();
  }

  /** Takes up a text that was saved before; it is saved like any other. */
  async takeUp(version: string): Promise<void> {
    const asked = await askSaved(version);
    if (!asked.ok) return this.#refused(asked);
    this.#step(asked.value.text);
    this.#set({ words: { tone: "done", text: "Taken up. Look at it, then save it." } });
    await this.#look();
  }

  async save(): Promise<void> {
    const { text, present } = this.#state;
    if (!present) return;
    const asked = await askSave(text, present.version);
    if (!asked.ok) return this.#refused(asked);
    await this.load();
    this.#set({ words: { tone: "done", text: "Saved. The wall shows it within two seconds." } });
  }

  /** The text of this page is to replace what somebody else has saved: the next save is told to know theirs. */
  insist(): void {
    const { present, newer } = this.#state;
    if (present && newer) this.#set({ present: { ...present, ...newer }, newer: undefined, words: undefined });
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    const { text } = this.#state;
    const asked = await askPreview(text);
    // Another text is on its way since.
    if (text !== this.#state.text) return;
    if (asked.ok) this.#set({ preview: asked.value, faults: [] });
    else if (asked.faults) this.#set({ faults: asked.faults });
    else this.#refused(asked);
  }

  #step(text: string): void {
    const steps = [...this.#state.steps, this.#state.text].slice(-mostSteps);
    this.#set({ text, steps, words: undefined });
  }

  #refused({ reason, present }: Extract<Asked<unknown>, { ok: false }>): void {
    this.#set({ words: { tone: "refused", text: reason }, newer: present ?? this.#state.newer });
  }

  #set(changed: Partial<DraftState>): void {
    this.#state = { ...this.#state, ...changed };
    for (const listener of this.#listeners) listener();
  }
}

export type TextField = HTMLInputElement | HTMLTextAreaElement;

const typed = new Set(["text", "password", "search"]);

/** What is typed into; undefined for everything else, and for what takes nothing now. */
export function asTextField(target: EventTarget | null): TextField | undefined {
  const isField =
    target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && typed.has(target.type));
  return isField && !target.disabled && !target.readOnly ? target : undefined;
}

/** What is typed most in a field: numbers and PINs begin with digits. */
export type FieldKind = "text" | "secret" | "number";

export function kindOf({ type, inputMode, dataset }: TextField): FieldKind {
  if (type === "password") return "secret";
  return /^(decimal|numeric)$/.test(dataset["mode"] ?? inputMode) ? "number" : "text";
}

/** Keys are on the screen: no other ones are to come up. What the field asked for is still known. */
export function keepOthersAway(field: TextField): void {
  field.dataset["mode"] ??= field.inputMode;
  field.inputMode = "none";
}

/** Types at the cursor, as a keyboard would; never more than the field takes. */
export function typeInto(field: TextField, text: string): void {
  const [start, end] = selectionOf(field);
  const room = field.maxLength < 0 ? text.length : field.maxLength - field.value.length + (end - start);
  change(field, text.slice(0, Math.max(0, room)), [start, end]);
}

/** Erases what is selected, else the character before the cursor. */
export function eraseFrom(field: TextField): void {
  const [start, end] = selectionOf(field);
  const last = /[^]$/u.exec(field.value.slice(0, start))?.[0].length ?? 0;
  change(field, "", [start === end ? start - last : start, end]);
}

/** A new line where there are several; elsewhere what Enter does there. */
export function enterInto(field: TextField): void {
  if (field instanceof HTMLTextAreaElement) typeInto(field, "\n");
  else field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
}

/** Not by `value`: whoever draws the field hears of it as of a key. */
function change(field: TextField, text: string, [start, end]: [number, number]): void {
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: text }));
}

function selectionOf({ selectionStart, selectionEnd, value }: TextField): [number, number] {
  return [selectionStart ?? value.length, selectionEnd ?? value.length];
}

import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import type { Step } from "./schema-at.ts";

/** Where in a configuration a character stands. */
export interface YamlPlace {
  path: Step[];
  /** Whether a key, or a value, is written there. */
  wants: "key" | "value";
  /** The value of `type` in the map that is so many steps in. */
  typeAt(depth: number): string | undefined;
  /** The keys that the map has already. */
  taken: string[];
}

/**
 * Finds the place by the text alone, down to the line that the character is in: maps and lists by their indentation, then
 * what is open in brackets. It holds for texts that are half written, which a parser takes for something else.
 */
export function placeAt(state: EditorState, offset: number): YamlPlace {
  const flow = flowAround(state, offset);
  const lineOffset = flow?.from ?? offset;
  const line = state.doc.lineAt(lineOffset);
  const head = line.text.slice(0, lineOffset - line.from);
  const { path, typed, column } = blockPath(state, line.number, head);
  const types = [...typed];
  let wants: YamlPlace["wants"] = "key";
  const name = /^\s*(?:- )*([\w.-]+):(?:\s|$)/.exec(head)?.[1];
  if (name !== undefined) {
    path.push(name);
    wants = "value";
  }
  let taken = blockKeys(state, line.number, column);
  if (flow) {
    const inner = flowPath(state.doc.sliceString(flow.from, offset), state.doc.sliceString(flow.from, flow.to));
    path.push(...inner.path);
    wants = inner.wants;
    taken = inner.taken;
    const from = path.length - inner.path.length;
    for (const [depth, type] of inner.types) types[from + depth] = type;
  }
  return { path, wants, taken, typeAt: (depth) => types[depth] };
}

/** The outermost open bracket around a character. */
function flowAround(state: EditorState, offset: number): { from: number; to: number } | undefined {
  let outermost: SyntaxNode | undefined;
  for (let node: SyntaxNode | null = syntaxTree(state).resolveInner(offset, -1); node; node = node.parent) {
    const isFlow = node.name === "FlowMapping" || node.name === "FlowSequence";
    if (
      isFlow &&
      node.from < offset &&
      (offset < node.to || !/[\]}]/.test(state.doc.sliceString(node.to - 1, node.to)))
    )
      outermost = node;
  }
  return outermost && { from: outermost.from, to: outermost.to };
}

interface Level {
  column: number;
  step: Step;
}

/** The keys and list items that a line stands below. */
function blockPath(
  state: EditorState,
  number: number,
  head: string,
): { path: Step[]; typed: (string | undefined)[]; column: number } {
  const levels: Level[] = [];
  const types: { column: number; depth: number; type: string }[] = [];
  let column = 0;
  for (let index = 1; index <= number; index += 1) {
    const text = index === number ? head : state.doc.line(index).text;
    if (/^\s*(#|$)/.test(text) && index < number) continue;
    let rest = text;
    column = text.length - text.trimStart().length;
    rest = text.trimStart();
    while (rest.startsWith("- ") || rest === "-") {
      const same = levels.findIndex((level) => level.column === column && typeof level.step === "number");
      const before = same === -1 ? -1 : Number(levels[same]?.step);
      popTo(levels, types, column, true);
      levels.push({ column, step: before + 1 });
      const inside = rest.slice(1).trimStart();
      column += rest.length - inside.length;
      rest = inside;
    }
    popTo(levels, types, column, false);
    const pair = /^(?:"([^"]*)"|'([^']*)'|([^\s:#][^:#]*?)):(?:\s|$)/.exec(rest);
    const key = pair?.[1] ?? pair?.[2] ?? pair?.[3];
    if (key === undefined || index === number) continue;
    const value = rest
      .slice(pair?.[0].length ?? 0)
      .replace(/\s#.*$/, "")
      .trim();
    if (key === "type") types.push({ column, depth: levels.length, type: value });
    levels.push({ column, step: key });
  }
  popTo(levels, types, column, false);
  // What is written at the column of a dash is in the list's map, whose type may stand further down.
  const own = ownType(state, number, column);
  if (own !== undefined) types.push({ column, depth: levels.length, type: own });
  const typed: (string | undefined)[] = [];
  for (const { depth, type } of types) typed[depth] = type;
  return { path: levels.map(({ step }) => step), typed, column };
}

/** What is not further in than this has ended. */
function popTo(levels: Level[], types: { column: number }[], column: number, isItem: boolean): void {
  while (levels.length > 0) {
    const last = levels.at(-1);
    if (!last || last.column < column) break;
    // A list may stand as far in as the key that it belongs to.
    if (isItem && last.column === column && typeof last.step === "string") break;
    levels.pop();
  }
  while ((types.at(-1)?.column ?? -1) > column) types.pop();
}

/** The lines of the map that a line belongs to, by their column. */
function* linesOfMap(state: EditorState, number: number, column: number): Generator<string> {
  for (const direction of [-1, 1]) {
    for (let index = number + direction; index >= 1 && index <= state.doc.lines; index += direction) {
      const { text } = state.doc.line(index);
      if (/^\s*(#|$)/.test(text)) continue;
      const at = /^\s*(?:- )*/.exec(text)?.[0] ?? "";
      const indent = text.length - text.trimStart().length;
      if (at.length < column || (direction === 1 && indent < column)) break;
      if (at.length === column) yield text.slice(at.length);
      if (direction === -1 && indent < column) break;
    }
  }
}

function ownType(state: EditorState, number: number, column: number): string | undefined {
  for (const text of linesOfMap(state, number, column)) {
    const type = /^type:\s*["']?([\w-]+)/.exec(text)?.[1];
    if (type !== undefined) return type;
  }
  return undefined;
}

function blockKeys(state: EditorState, number: number, column: number): string[] {
  return [...linesOfMap(state, number, column)].flatMap((text) => /^([\w.-]+):/.exec(text)?.[1] ?? []);
}

interface Frame {
  kind: "{" | "[";
  step: Step | undefined;
  keys: string[];
  type: string | undefined;
}

/** The same within brackets. `whole` reaches to their end, where a type may stand behind the character. */
function flowPath(head: string, whole: string) {
  const frames: Frame[] = [];
  scan(head, frames);
  const ahead: Frame[] = frames.map((frame) => ({ ...frame, keys: [...frame.keys] }));
  scan(whole.slice(head.length), ahead, frames.length);
  const last = frames.at(-1);
  const path = frames.flatMap(({ step }) => (step === undefined ? [] : [step]));
  const types = frames.map(({ type }, index): [number, string | undefined] => [index, ahead[index]?.type ?? type]);
  const wants: YamlPlace["wants"] = last?.kind === "{" && last.step === undefined ? "key" : "value";
  return { path, types, wants, taken: last?.keys ?? [] };
}

/** Walks over text in brackets and keeps what is open. `least`: what is never closed. */
function scan(text: string, frames: Frame[], least = 0): void {
  const token = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|#[^\n]*|[{}[\],:]|[^\s{}[\],:"'#][^{}[\],:\n]*/g;
  let word = "";
  for (const [part] of text.matchAll(token)) {
    const top = frames.at(-1);
    if (part === "{" || part === "[") {
      frames.push({ kind: part, step: part === "[" ? 0 : undefined, keys: [], type: undefined });
      word = "";
    } else if (part === "}" || part === "]") {
      noteType(top, word);
      if (frames.length <= Math.max(1, least)) break;
      frames.pop();
      word = "";
    } else if (part === ",") {
      noteType(top, word);
      if (top?.kind === "{") top.step = undefined;
      else if (top) top.step = Number(top.step) + 1;
      word = "";
    } else if (part === ":" && top?.kind === "{" && top.step === undefined) {
      top.step = word.replaceAll(/^["']|["']$/g, "");
      top.keys.push(top.step);
      word = "";
    } else if (!part.startsWith("#")) word = part.trim();
  }
}

function noteType(frame: Frame | undefined, word: string): void {
  if (frame?.kind === "{" && frame.step === "type") frame.type = word.replaceAll(/^["']|["']$/g, "");
}

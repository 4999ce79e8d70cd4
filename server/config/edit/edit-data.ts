import { ExpectedError } from "../../expected-error.ts";
import type { Edit } from "../../protocol/configuration.ts";
import { isRecord } from "../is-record.ts";
import type { Path } from "../issue-words.ts";

/** What an edit makes of the data that a text stands for. Throws ExpectedError where there is nothing to be edited so. */
export function editData(data: unknown, edit: Edit): unknown {
  const { path } = edit;
  switch (edit.type) {
    case "set":
      return at(data, path.slice(0, -1), (parent) => withValue(parent, path.at(-1), edit.value));
    case "append":
      return at(data, path, (list) => [...listOf(list), edit.value]);
    case "unset":
      return at(data, path.slice(0, -1), (parent) => {
        if (!isRecord(parent)) throw nothingThere(path);
        return Object.fromEntries(Object.entries(parent).filter(([key]) => key !== path.at(-1)));
      });
    case "remove":
      return at(data, path.slice(0, -1), (list) => listOf(list).filter((_, index) => index !== path.at(-1)));
    case "transfer": {
      const list = path.slice(0, -1);
      const item = valueAt(data, path);
      if (item === undefined) throw nothingThere(path);
      if (list.join() === edit.to.join()) throw new ExpectedError("it is in that list already; move it there instead");
      const without = editData(data, { type: "remove", path });
      return at(without, edit.to, (target) => [...listOf(target), item]);
    }
    case "move":
      return at(data, path.slice(0, -1), (list) => {
        const items = listOf(list);
        const from = Number(path.at(-1));
        if (edit.to >= items.length || from >= items.length) throw nothingThere(path);
        const rest = items.filter((_, index) => index !== from);
        return [...rest.slice(0, edit.to), items[from], ...rest.slice(edit.to)];
      });
  }
}

function at(data: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(data);
  if (Array.isArray(data)) {
    if (!(Number(step) in data)) throw nothingThere(path);
    return data.map((item: unknown, index) => (index === step ? at(item, rest, change) : item));
  }
  if (!isRecord(data)) throw nothingThere(path);
  return { ...data, [step]: at(data[String(step)] ?? {}, rest, change) };
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isRecord(value) ? value[String(step)] : undefined;
  }, data);
}

function withValue(parent: unknown, step: PropertyKey | undefined, value: unknown): unknown {
  if (Array.isArray(parent)) return parent.map((item: unknown, index) => (index === step ? value : item));
  if (isRecord(parent)) return { ...parent, [String(step)]: value };
  throw new ExpectedError("there is no map to put this into; edit the text instead");
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new ExpectedError("there is no list to put this into; edit the text instead");
}

function nothingThere(path: Path): ExpectedError {
  return new ExpectedError(`the text has nothing at ${path.map(String).join(".")}`);
}

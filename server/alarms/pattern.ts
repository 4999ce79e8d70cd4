import type { Alarm } from "../protocol/messages.ts";

export type Matches = (name: string) => boolean;

/** Tells whether a name fits a pattern, in which each `*` stands for any text. Takes no longer than the name is long. */
export function pattern(text: string): Matches {
  const [first = "", ...rest] = text.split("*");
  const last = rest.pop();
  if (last === undefined) return (name) => name === text;
  return (name) => {
    if (!name.startsWith(first) || !name.endsWith(last)) return false;
    let at = first.length;
    for (const part of rest) {
      const found = name.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= name.length - last.length;
  };
}

/** An alarm is called by its id, or by the name that stands on the wall: a remote system's ids may be mere hashes. */
export function fits(matches: Matches, { id, source, name }: Pick<Alarm, "id" | "source" | "name">): boolean {
  return matches(id) || matches(`${source}/${name}`);
}

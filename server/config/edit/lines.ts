/** The start of the line that this character stands in. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** The start of the line behind the one that what ends here stands in; a thing that ends with its line is at it. */
export function nextLine(text: string, end: number): number {
  if (text[end - 1] === "\n") return end;
  const newline = text.indexOf("\n", end);
  return newline === -1 ? text.length : newline + 1;
}

/** The end of the line without what ends it. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  if (newline === -1) return text.length;
  return text[newline - 1] === "\r" && newline > offset ? newline - 1 : newline;
}

/** What stands before this character on its line. */
export function before(text: string, offset: number): string {
  return text.slice(lineStart(text, offset), offset);
}

export function isBlank(text: string): boolean {
  return text.trim() === "";
}

/** As the text itself ends its lines. */
export function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

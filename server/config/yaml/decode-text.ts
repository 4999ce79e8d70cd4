import type { TextFault } from "./nodes.ts";

/** The bytes as UTF-8 text, or the place of the first that is none. */
export function decodeText(bytes: Buffer): { text: string } | { fault: TextFault } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { fault: encodingFault(bytes) };
  }
}

function encodingFault(bytes: Buffer): TextFault {
  const [before = ""] = bytes.toString("utf8").split("\uFFFD", 1);
  const lines = before.split("\n");
  return {
    line: lines.length,
    column: (lines.at(-1)?.length ?? 0) + 1,
    message: "the file is not UTF-8 text here; save it as UTF-8",
  };
}

import { Lexer } from "yaml";

export interface Comment {
  from: number;
  to: number;
  text: string;
}

/** The lexer of `yaml` marks with it that the next token is a scalar, be it one that looks like a comment. */
const scalarMark = "\u001F";
/** These stand for no characters of the text: document start, end of a flow without its end, and the scalar mark. */
const marks = new Set(["\u0002", "\u0018", scalarMark]);

/** Every comment of a YAML text, in its order; a `#` within a scalar is none. */
export function commentsOf(text: string): Comment[] {
  const comments: Comment[] = [];
  let from = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (!isScalar && token.startsWith("#")) comments.push({ from, to: from + token.length, text: token });
    if (isScalar || !marks.has(token)) from += token.length;
    isScalar = !isScalar && token === scalarMark;
  }
  return comments;
}

/** A piece of a text with its comments blanked out, so that what remains can be searched for punctuation. */
export function withoutComments(text: string, from: number, to: number): string {
  let piece = text.slice(from, to);
  for (const comment of commentsOf(text)) {
    if (comment.from < from || comment.to > to) continue;
    const start = comment.from - from;
    const end = comment.to - from;
    piece = piece.slice(0, start) + " ".repeat(end - start) + piece.slice(end);
  }
  return piece;
}

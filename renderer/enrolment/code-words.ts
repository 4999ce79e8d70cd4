interface Words {
  word: string;
  detail: string;
}

/** How the wall shows its code: before its first picture, and below its last one. */
export interface CodeWords {
  alone: Words;
  band: Words;
}

export function codeWords(code: string, host: string): CodeWords {
  const shown = `${code.slice(0, 4)}-${code.slice(4)}`;
  const where = `${host}/admin`;
  return {
    alone: { word: shown, detail: `This wall is not signed in. Enter its code at ${where}, Accounts` },
    band: { word: `The wall is signed out, code ${shown}`, detail: `To be entered at ${where}, Accounts.` },
  };
}

import { useEffect, useState } from "react";
import type { CodeWords } from "../enrolment/code-words.ts";
import { useWiring } from "../link/use-store.ts";

/** A wall that is signed out asks to be let in: what it shows for that, once there is something. */
export function useEnrolment(isSignedOut: boolean): CodeWords | undefined {
  const { reopen } = useWiring();
  const [words, setWords] = useState<CodeWords>();
  useEffect(() => {
    if (!isSignedOut) return undefined;
    const leaving = new AbortController();
    const ask = async () => {
      const { askToBeLetIn } = await import("../enrolment/ask-to-be-let-in.ts");
      await askToBeLetIn({ signal: leaving.signal, show: setWords, onSignedIn: reopen });
    };
    // Where it cannot be loaded the server is away, and the link says so.
    ask().catch(() => undefined);
    return () => {
      leaving.abort();
      setWords(undefined);
    };
  }, [isSignedOut, reopen]);
  return words;
}

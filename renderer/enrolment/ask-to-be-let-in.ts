import { z } from "zod";
import { type WallCode, wallCode } from "../../server/protocol/enrolment.ts";
import { type Answer, askServer } from "../overlay/ask-server.ts";
import { type CodeWords, codeWords } from "./code-words.ts";

interface Asking {
  signal: AbortSignal;
  /** Undefined: there is no code to show now. */
  show(words: CodeWords | undefined): void;
  /** There is a session now. */
  onSignedIn(): void;
}

const askEveryMs = 3000;
/** A key that was refused may have been disabled for a while. */
const tryKeyEveryMs = 600_000;
/** The wall is not to be cut off while it connects. */
const connectWithinMs = 10_000;
/** The kiosk signs itself in: only where it cannot is a code of use. */
const kioskFirstMs = 20_000;

/**
 * Signs a wall in by the key that its browser keeps, if it was ever let in; else shows a code until an administrator has
 * approved it. Neither key nor claim is seen here: they are cookies that no page can read.
 */
export async function askToBeLetIn({ signal, show, onSignedIn }: Asking): Promise<void> {
  if ("nocturne" in window) await pause(kioskFirstMs, signal);
  let tryKeyAt = 0;
  while (!signal.aborted) {
    const isKeysTurn = performance.now() >= tryKeyAt;
    if (isKeysTurn) tryKeyAt = performance.now() + tryKeyEveryMs;
    const isLetInByKey = isKeysTurn && (await post("sign-in", z.undefined())).ok;
    await pause(isLetInByKey ? letIn() : tell(await post("code", wallCode.optional())), signal);
  }

  /** Both answer with how long to wait before it is asked again. */
  function tell(answer: Answer<WallCode | undefined>): number {
    // Who is signed in has no code.
    if (answer.ok && !answer.value) return letIn();
    if (!signal.aborted) show(answer.ok && answer.value ? codeWords(answer.value.code, location.host) : undefined);
    return (!answer.ok && answer.waitMs) || askEveryMs;
  }

  function letIn(): number {
    onSignedIn();
    return connectWithinMs;
  }
}

function post<T>(what: string, schema: z.ZodType<T>): Promise<Answer<T>> {
  return askServer(`/api/enrolment/${what}`, schema, { method: "POST" });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}

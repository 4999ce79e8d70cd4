import { z } from "zod";

const taken = z.object({ removed: z.array(z.string()) });
const refused = z.object({ error: z.object({ message: z.string() }) });

/** Sends a picture to be the wall's logo. What became of it, in words. */
export async function sendLogo(file: Blob, version: string): Promise<{ isDone: boolean; words: string }> {
  try {
    const response = await fetch(`/api/branding/logo?version=${version}`, {
      method: "POST",
      body: file,
      headers: { "Content-Type": "application/octet-stream" },
      signal: AbortSignal.timeout(20_000),
    });
    const json: unknown = await response.json();
    if (!response.ok) return { isDone: false, words: `Not done: ${refused.parse(json).error.message}` };
    const { removed } = taken.parse(json);
    const without = removed.length > 0 ? ` Taken out of it: ${removed.join(", ")}.` : "";
    return { isDone: true, words: `The wall shows it within two seconds.${without}` };
  } catch {
    return { isDone: false, words: "Not done: the server does not answer" };
  }
}

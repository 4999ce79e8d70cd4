import type { Session } from "electron";
import { z } from "zod";
import { role } from "../../server/protocol/messages.ts";

const answerWithinMs = 5000;
const signedIn = z.object({ user: z.string(), role });
export type SignedIn = z.infer<typeof signedIn>;

/** Whose session the window has by the server's own word; undefined where it has none. Throws where nothing answers. */
export async function askSession(partition: Pick<Session, "fetch">, serverUrl: string): Promise<SignedIn | undefined> {
  const response = await partition.fetch(`${serverUrl}/api/session`, {
    credentials: "include",
    cache: "no-store",
    signal: AbortSignal.timeout(answerWithinMs),
  });
  if (response.status === 401) return undefined;
  if (!response.ok) throw new Error(`the session answered ${response.status}`);
  return signedIn.parse(await response.json());
}

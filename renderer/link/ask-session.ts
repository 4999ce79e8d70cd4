import { z } from "zod";

const answer = z.object({ expiresAt: z.number() });

export type SessionAnswer = { kind: "signed-in"; expiresAt: number } | { kind: "signed-out" } | { kind: "unreachable" };

/** Asks the server for our session. A wall's session that is near its end is renewed by being asked for. */
export async function askSession(url: string): Promise<SessionAnswer> {
  try {
    const response = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(5000) });
    if (response.status === 401) return { kind: "signed-out" };
    const parsed = answer.safeParse(response.ok ? await response.json() : undefined);
    return parsed.success ? { kind: "signed-in", expiresAt: parsed.data.expiresAt } : { kind: "unreachable" };
  } catch {
    return { kind: "unreachable" };
  }
}

import { useEffect, useState } from "react";
import type { z } from "zod";
import { type Answer, askServer } from "../ask-server.ts";

interface Asked<T> {
  answer: Answer<T> | undefined;
  /** A newer answer is on its way. */
  isAsking: boolean;
}

/** What the server answers to a GET: asked anew when `path` or `version` changes; until then the answer before. */
export function useAnswer<T>(path: string, schema: z.ZodType<T>, version: unknown = 0): Asked<T> {
  const [held, setHeld] = useState<{ version: unknown; answer: Answer<T> }>();
  useEffect(() => {
    let isOld = false;
    const ask = async () => {
      const answer = await askServer(path, schema);
      if (!isOld) setHeld({ version, answer });
    };
    void ask();
    return () => {
      isOld = true;
    };
  }, [path, schema, version]);
  return { answer: held?.answer, isAsking: held?.version !== version };
}

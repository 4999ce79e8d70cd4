import { useEffect, useState } from "react";
import type { z } from "zod";
import { type Answer, askServer } from "../ask-server.ts";

/** What the server answers to a GET: asked anew when `path` or `version` changes; until then the answer before. */
export function useAnswer<T>(path: string, schema: z.ZodType<T>, version: unknown = 0): Answer<T> | undefined {
  const [answer, setAnswer] = useState<Answer<T>>();
  useEffect(() => {
    let isOld = false;
    const ask = async () => {
      const next = await askServer(path, schema);
      if (!isOld) setAnswer(next);
    };
    void ask();
    return () => {
      isOld = true;
    };
  }, [path, schema, version]);
  return answer;
}

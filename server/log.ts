import { type Logger, pino } from "pino";
import type { LogRing } from "./log-ring.ts";

/** JSON lines on standard error, since standard output carries one line only, where the server listens; and in the ring. */
export function createLog(ring?: LogRing): Logger {
  const stderr = pino.destination({ dest: 2, sync: true });
  return pino(
    { level: process.env["NOCTURNE_LOG_LEVEL"] ?? "info", base: null, timestamp: pino.stdTimeFunctions.isoTime },
    {
      write(line) {
        ring?.write(line);
        stderr.write(line);
      },
    },
  );
}

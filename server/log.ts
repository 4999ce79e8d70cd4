import { type Logger, pino } from "pino";

/** JSON lines on standard error: standard output carries one line only, where the server listens. */
export function createLog(): Logger {
  return pino(
    { level: process.env["NOCTURNE_LOG_LEVEL"] ?? "info", base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}

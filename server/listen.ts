import type { Server } from "node:http";
import { ExpectedError } from "./expected-error.ts";
import type { Lifetime } from "./lifetime.ts";

/** How long open requests may take to end when the server stops. */
const graceMs = 1000;

/** Listens until the lifetime ends; port 0 takes any that is free. Answers with the port, or throws ExpectedError. */
export async function listen(
  server: Server,
  { host, port, lifetime }: { host: string; port: number; lifetime: Lifetime },
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (failure: NodeJS.ErrnoException) => reject(explain(failure, host, port)));
    server.listen(port, host, () => resolve());
  });
  lifetime.onEnd(
    () =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  );
  const address = server.address();
  return typeof address === "object" && address ? address.port : port;
}

function explain(failure: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (failure.code) {
    case "EADDRINUSE":
      return new ExpectedError(
        `port ${port} on ${host} is in use by another program; stop that, or choose another with --port (0 takes any that is free)`,
      );
    case "EACCES":
      return new ExpectedError(`port ${port} needs more rights than this user has; choose one of 1024 or above`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new ExpectedError(
        `${host} is not an address of this machine; use 127.0.0.1, or one that "ip address" shows`,
      );
    default:
      return failure;
  }
}

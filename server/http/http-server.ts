import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { ServerConfig } from "../config/config.ts";
import { readSecret } from "../config/secret.ts";
import { ExpectedError, reasonOf } from "../expected-error.ts";

/** Plain, or with the configured certificate. Throws ExpectedError where that cannot be used. */
export async function createHttpServer({ tls }: Pick<ServerConfig, "tls">): Promise<Server> {
  if (!tls) return createServer();
  const cert = await readFile(tls.certificate).catch((failure: unknown) => {
    throw new ExpectedError(`server.tls.certificate cannot be read: ${reasonOf(failure)}`);
  });
  try {
    return createTlsServer({ cert, key: await readSecret(tls.key) });
  } catch (failure) {
    if (failure instanceof ExpectedError) throw failure;
    throw new ExpectedError(
      `server.tls: the certificate and the key do not make a pair in PEM form: ${reasonOf(failure)}`,
    );
  }
}

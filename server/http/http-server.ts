import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { ServerConfig } from "../config/config.ts";
import { readSecret } from "../config/secret.ts";
import { ExpectedError, reasonOf } from "../expected-error.ts";

export interface HttpServer {
  server: Server;
  /** In PEM form, where it speaks TLS. */
  certificate: string | undefined;
}

/** Plain, or with the configured certificate. Throws ExpectedError where that cannot be used. */
export async function createHttpServer({ tls }: Pick<ServerConfig, "tls">): Promise<HttpServer> {
  if (!tls) return { server: createServer(), certificate: undefined };
  const cert = await readFile(tls.certificate, "utf8").catch((failure: unknown) => {
    throw new ExpectedError(`server.tls.certificate cannot be read: ${reasonOf(failure)}`);
  });
  try {
    return { server: createTlsServer({ cert, key: await readSecret(tls.key) }), certificate: cert };
  } catch (failure) {
    if (failure instanceof ExpectedError) throw failure;
    throw new ExpectedError(
      `server.tls: the certificate and the key do not make a pair in PEM form: ${reasonOf(failure)}`,
    );
  }
}

import { createServer } from "node:http";
import { reasonOf } from "../../expected-error.ts";
import { askHealth } from "../../http/ask-health.ts";
import { bracketed } from "../../http/own-names.ts";
import { listen } from "../../listen.ts";
import { checkOfConfig } from "../check.ts";
import { fail, pass } from "../finding.ts";

/** The wall's server can listen where it is told to, or does so already. */
export const port = checkOfConfig("port", async ({ server }, _site, run) => {
  const { host, port = 0 } = server;
  const place = `${bracketed(host)}:${port}`;
  try {
    await listen(createServer(), { host, port, lifetime: run });
    return pass(port === 0 ? `${host}, on any port that is free` : `${place} is free`);
  } catch (failure) {
    const held = await askHealth({ host, port, secure: server.tls !== undefined }, run.signal).catch(() => undefined);
    if (held) return pass(`${place} is held by Nocturne ${held.version}, ${held.status}`);
    return fail(reasonOf(failure), `see who has it: ss -ltnp 'sport = :${port}'`);
  }
});

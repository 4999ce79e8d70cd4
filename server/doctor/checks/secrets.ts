import { stat } from "node:fs/promises";
import path from "node:path";
import type { Config } from "../../config/config.ts";
import { isRecord } from "../../config/is-record.ts";
import { readSecret, resolveSecret, type Secret, secret } from "../../config/secret.ts";
import { reasonOf } from "../../expected-error.ts";
import { checkOfConfig } from "../check.ts";
import { count, type Finding, fail, pass, skip, together, warn } from "../finding.ts";
import { modeWords, worldMayRead } from "../modes.ts";
import type { Site } from "../site.ts";

/** The secrets that the configuration refers to are there, and their files are not for everybody. */
export const secrets = checkOfConfig("secrets", async (config, site) => {
  const found = secretsOf(config);
  if (found.length === 0) return skip("the configuration refers to no secret");
  const findings = await Promise.all(found.map((one) => judge(one, site)));
  const problems = findings.filter((one) => "remedy" in one);
  if (problems.length > 0) return together(problems);
  const unseen = findings.filter(({ verdict }) => verdict === "skip").length;
  const rest = unseen === 0 ? "" : `; ${unseen} more only the wall's own process is given`;
  return unseen === found.length
    ? skip(`only the wall's own process is given its ${count(unseen, "secret")}`)
    : pass(`${count(found.length - unseen, "secret")} in place${rest}`);
});

/** Wherever they stand: also in the options of sources, of which only those know the shape. */
function secretsOf({ file, sources, server, sessions }: Config): Secret[] {
  const folder = path.resolve(path.dirname(file));
  const written = sources.flatMap(({ options }) => within(options)).map((one) => resolveSecret(one, folder));
  const own = [server.tls?.key, server.metricsToken, sessions.shared?.password, sessions.shared?.secret];
  const all = [...written, ...own.filter((one) => one !== undefined)];
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

function within(value: unknown): Secret[] {
  const parsed = secret.safeParse(value);
  if (parsed.success) return [parsed.data];
  if (Array.isArray(value)) return value.flatMap(within);
  return isRecord(value) ? Object.values(value).flatMap(within) : [];
}

async function judge(reference: Secret, { env, platform }: Site): Promise<Finding> {
  // What systemd or the unit's environment hands to the wall, a technician's shell has not.
  if ("env" in reference && !env[reference.env]) return skip(`${reference.env} is not set here`);
  if ("credential" in reference && !env["CREDENTIALS_DIRECTORY"])
    return skip(`${reference.credential} is systemd's to give`);
  try {
    await readSecret(reference, env);
  } catch (failure) {
    return fail(reasonOf(failure), "put the secret there, readable to the wall's user");
  }
  if (!("file" in reference) || platform === "win32") return pass("in place");
  const stats = await stat(reference.file);
  if (!worldMayRead(stats)) return pass("in place");
  return warn(`${reference.file} is open to everybody (${modeWords(stats)})`, `chmod o= ${reference.file}`);
}

import type { Lifetime } from "../../lifetime.ts";
import { endpointText } from "../../sources/checks/addresses.ts";
import { probeTcp } from "../../sources/checks/tcp.ts";
import { checkOfConfig } from "../check.ts";
import { count, fail, listed, pass, skip, warn } from "../finding.ts";
import { mostRemotes, type NamedRemote, remotesOf } from "../remotes.ts";

const limitMs = 3000;

/** What the sources ask takes a connection. */
export const reach = checkOfConfig("reach", async (config, _site, run) => {
  const all = remotesOf(config).filter(({ port }) => port !== undefined);
  if (all.length === 0) return skip("the configuration names nothing to connect to");
  const tried = all.slice(0, mostRemotes);
  const failed = (await Promise.all(tried.map((remote) => connectFault(remote, run)))).flat();
  const said = listed(failed.map(({ words }) => words));
  const firewall = "is it switched on, is the name right, does a firewall let this machine through?";
  if (failed.some(({ essential }) => essential)) return fail(said, firewall);
  if (failed.length > 0) return warn(`${said} (only watched: the wall shows it down)`, firewall);
  const rest = all.length > tried.length ? `; ${all.length - tried.length} more were not tried` : "";
  return pass(`${count(tried.length, "place")} take${tried.length === 1 ? "s" : ""} a connection${rest}`);
});

async function connectFault({ host, port = 0, of, essential }: NamedRemote, run: Lifetime) {
  const attempt = run.child();
  const late = new Promise<{ reason: string }>((resolve) => {
    attempt.after(limitMs, () => resolve({ reason: `no answer within ${limitMs / 1000} s` }));
  });
  const finding = await Promise.race([probeTcp({ host, port })(attempt), late]);
  await attempt.end();
  const reason = "reason" in finding ? finding.reason : undefined;
  return reason === undefined ? [] : [{ words: `${of} (${endpointText({ host, port })}): ${reason}`, essential }];
}

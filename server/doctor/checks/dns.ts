import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { codeOf, plainWords } from "../../sources/plain-words.ts";
import { checkOfConfig } from "../check.ts";
import { count, fail, listed, pass, skip, warn } from "../finding.ts";
import { mostRemotes, type NamedRemote, remotesOf } from "../remotes.ts";

const limitMs = 4000;

/** Every host name in the configuration has an address. */
export const dns = checkOfConfig("dns", async (config, _site, run) => {
  const named = remotesOf(config).filter(({ host }) => isIP(host) === 0 && host !== "localhost");
  const names = [...new Map(named.toReversed().map((one) => [one.host, one])).values()];
  if (names.length === 0) return skip("the configuration names no host by its name");
  const tooLate = new Promise<string>((resolve) => run.after(limitMs, () => resolve("no name server answers")));
  const faults = await Promise.all(
    names.slice(0, mostRemotes).map(async (one) => {
      const fault = await Promise.race([lookupFault(one), tooLate]);
      return fault === undefined ? [] : [{ ...one, fault }];
    }),
  );
  const failed = faults.flat();
  if (failed.length === 0) return pass(`${count(names.length, "host name")} resolve${names.length === 1 ? "s" : ""}`);
  const said = listed(failed.map(({ host, fault }) => `${host}: ${fault}`));
  const remedy = "correct the name, or name a name server that knows it (resolvectl status, /etc/resolv.conf)";
  return failed.some(({ essential }) => essential)
    ? fail(said, remedy)
    : warn(`${said} (only watched: the wall shows it down)`, remedy);
});

async function lookupFault({ host }: NamedRemote): Promise<string | undefined> {
  try {
    await lookup(host);
    return undefined;
  } catch (failure) {
    return codeOf(failure) === "ENOTFOUND" ? "no such name" : plainWords(failure);
  }
}

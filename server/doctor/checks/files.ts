import { stat } from "node:fs/promises";
import { join } from "node:path";
import { readAccounts } from "../../accounts/accounts-file.ts";
import { reasonOf } from "../../expected-error.ts";
import type { Check } from "../check.ts";
import { count, type Finding, fail, pass, skip, together } from "../finding.ts";
import { modeWords, othersMayRead } from "../modes.ts";
import type { Site } from "../site.ts";

/** What the wall keeps is whole, and nobody else's to read or write. */
export const files: Check = {
  name: "files",
  async look(site) {
    const plain = join(site.userData, "wall-credential.txt");
    const kept = [site.accounts, join(site.state, "alarms.json"), plain, join(site.userData, "wall-credential.bin")];
    const findings = await Promise.all(kept.map((file) => judgeFile(file, site)));
    return together([await judgeAccounts(site), ...findings.flat()]);
  },
};

async function judgeAccounts({ accounts }: Site): Promise<Finding> {
  try {
    const { length } = await readAccounts(accounts);
    if (length === 0) return skip("there are no accounts yet: the wall makes its own at its first start");
    return pass(`${count(length, "account")} in ${accounts}, for its owner alone`);
  } catch (failure) {
    return fail(reasonOf(failure), "a running wall goes on, and nobody can unlock it until then");
  }
}

async function judgeFile(file: string, { platform, user }: Site): Promise<Finding[]> {
  const stats = await stat(file).catch(() => undefined);
  // Windows keeps others out by the user's own folder.
  if (!stats || platform === "win32") return [];
  if (othersMayRead(stats)) return [fail(`${file} is open to others (${modeWords(stats)})`, `chmod 600 ${file}`)];
  const isOthers = stats.uid !== user.uid && user.uid !== 0;
  return isOthers ? [fail(`${file} belongs to another user`, `chown ${user.name} ${file}`)] : [];
}

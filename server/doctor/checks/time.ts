import { reasonOf } from "../../expected-error.ts";
import type { Lifetime } from "../../lifetime.ts";
import { type Endpoint, endpointText } from "../../sources/checks/addresses.ts";
import { latencyText, spokenDuration } from "../../sources/plain-words.ts";
import { askTime } from "../ask-time.ts";
import type { Check } from "../check.ts";
import { type Finding, fail, pass, skip, together, warn } from "../finding.ts";
import type { Site } from "../site.ts";

/** From here on the wall says that a clock is off. */
const tooFarMs = 5000;
const farMs = 1000;
const remedy = "timedatectl set-ntp true, and let this machine reach a time server (UDP 123)";

/** The clock is right: it is kept by a time server and, where one is named by --ntp, agrees with it. */
export const time: Check = {
  name: "time",
  async look(site, run) {
    return together([await synchronized(site), ...(site.ntp ? [await offset(site.ntp, run)] : [])]);
  },
};

async function synchronized({ platform, run }: Site): Promise<Finding> {
  if (platform !== "linux")
    return skip("whether the clock is kept is looked at on Linux only; name a server: --ntp HOST");
  const shown = await run("timedatectl", ["show", "--property=NTP", "--property=NTPSynchronized"]);
  if (shown?.code !== 0)
    return skip("timedatectl did not say whether the clock is kept; name a time server: --ntp HOST");
  if (/^NTPSynchronized=yes$/m.test(shown.output)) return pass("kept by a time server");
  if (/^NTP=yes$/m.test(shown.output))
    return fail(
      "a time server is to keep the clock, and none was heard",
      "let this machine reach a time server (UDP 123); see: timedatectl timesync-status",
    );
  return fail("nothing keeps the clock right", remedy);
}

async function offset(server: Endpoint, run: Lifetime): Promise<Finding> {
  try {
    const ms = await askTime(server, run);
    const far = Math.abs(ms) < farMs ? latencyText(Math.abs(ms)) : spokenDuration(Math.abs(ms));
    const seen = `${far} ${ms < 0 ? "behind" : "ahead of"} ${endpointText(server)}`;
    if (Math.abs(ms) >= tooFarMs) return fail(seen, remedy);
    return Math.abs(ms) >= farMs ? warn(seen, remedy) : pass(seen);
  } catch (failure) {
    return fail(reasonOf(failure), "name a time server that this machine reaches: --ntp HOST");
  }
}

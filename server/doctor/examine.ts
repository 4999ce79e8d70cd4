import { reasonOf } from "../expected-error.ts";
import { Lifetime } from "../lifetime.ts";
import type { Check } from "./check.ts";
import { type Finding, fail } from "./finding.ts";
import type { Site } from "./site.ts";

export type Result = Finding & { name: string };

/** No check takes longer; all of them run at the same time. */
export const limitMs = 5000;

/** Looks at everything at once, and tells what was seen in the order of the checks, each as soon as its turn is. */
export async function* examine(checks: readonly Check[], site: Site): AsyncGenerator<Result> {
  const looking = checks.map(async (check) => ({ name: check.name, ...(await lookInTime(check, site)) }));
  for (const result of looking) yield await result;
}

/** A check that hangs or breaks is a failure of its own: what was not seen is not known to be well. */
async function lookInTime({ look }: Check, site: Site): Promise<Finding> {
  const run = new Lifetime();
  try {
    return await Promise.race([look(site, run), afterLimit(run)]);
  } catch (failure) {
    return fail(`could not be looked at: ${reasonOf(failure)}`, "ask again; if it stays so, report it with this line");
  } finally {
    await run.end();
  }
}

function afterLimit(run: Lifetime): Promise<Finding> {
  return new Promise((resolve) => {
    run.after(limitMs, () =>
      resolve(
        fail(
          `not answered within ${limitMs / 1000} s`,
          "the machine is overloaded, or what was asked hangs: ask again",
        ),
      ),
    );
  });
}

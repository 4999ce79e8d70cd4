import type { Logger } from "pino";
import type { ConfigSource } from "../config/config.ts";
import { reasonOf } from "../expected-error.ts";
import type { Lifetime } from "../lifetime.ts";
import type { ProbeAnswer } from "../protocol/diagnostics.ts";
import type { Condition } from "../sources/define.ts";

/** A source that has not answered by then is given up. */
const longestMs = 15_000;
/** So long after its first word it is listened to: a source of many targets tells them one after the other. */
const settleMs = 1500;
const mostConditions = 50;

export interface ProbeOptions {
  lifetime: Lifetime;
  log: Logger;
  serverUrl: string;
}

/** Asks what a source watches, now, by a second one of its kind that lives for as long; the running one goes on undisturbed. */
export async function probeSource(
  source: ConfigSource,
  { lifetime, log, serverUrl }: ProbeOptions,
): Promise<ProbeAnswer> {
  const life = lifetime.child();
  const begun = performance.now();
  const after = () => Math.round(performance.now() - begun);
  try {
    return await new Promise<ProbeAnswer>((resolve) => {
      let conditions: Condition[] | undefined;
      let firstMs = 0;
      life.onEnd(() => resolve({ outcome: "silent", afterMs: after() }));
      life.after(longestMs, () => resolve({ outcome: "silent", afterMs: after() }));
      const settled = () => resolve({ outcome: "seen", afterMs: firstMs, conditions: (conditions ?? []).map(told) });
      source.configured.start({
        id: source.id,
        log,
        lifetime: life,
        serverUrl,
        observed(found = []) {
          if (!conditions) {
            firstMs = after();
            life.after(settleMs, settled);
          }
          conditions = found.slice(0, mostConditions);
        },
        failing: (reason) => resolve({ outcome: "failed", afterMs: after(), reason }),
      });
    });
  } catch (failure) {
    return { outcome: "failed", afterMs: after(), reason: reasonOf(failure) };
  } finally {
    await life.end();
  }
}

function told({ name, severity, summary }: Condition) {
  return { name, severity, summary };
}

import { setTimeout as sleep } from "node:timers/promises";
import { reasonOf } from "../expected-error.ts";
import { redactWords } from "./redact.ts";

/** The checks run at the same time, and none takes longer than five seconds: this is for what hangs before them. */
const limitMs = 10_000;

interface Examined {
  /** Undefined: the one that is found in the usual places. */
  config: string | undefined;
  accounts: string;
}

/** The acceptance test of this wall, without secrets, as far as it comes in ten seconds; never fails. */
export async function doctorReport(examined: Examined): Promise<unknown> {
  const late = new AbortController();
  try {
    return await Promise.race([
      examineAll(examined),
      sleep(limitMs, { unread: `the doctor did not come to an end within ${limitMs / 1000} s` }, late),
    ]);
  } catch (failure) {
    return { unread: redactWords(reasonOf(failure)) };
  } finally {
    late.abort();
  }
}

/** Loaded when it is asked for: a wall does without it for years. */
async function examineAll({ config, accounts }: Examined): Promise<object[]> {
  const [{ checks }, { examine }, { openSite }] = await Promise.all([
    import("../doctor/checks/index.ts"),
    import("../doctor/examine.ts"),
    import("../doctor/site.ts"),
  ]);
  const results: object[] = [];
  for await (const { seen, ...result } of examine(checks, await openSite({ config, accounts }))) {
    const remedy = "remedy" in result ? { remedy: redactWords(result.remedy) } : {};
    results.push({ ...result, seen: redactWords(seen), ...remedy });
  }
  return results;
}

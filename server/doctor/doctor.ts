import { parseArgs } from "node:util";
import { ExpectedError } from "../expected-error.ts";
import { readEndpoint } from "../sources/checks/addresses.ts";
import type { Check } from "./check.ts";
import { checks as allChecks } from "./checks/index.ts";
import { examine, type Result } from "./examine.ts";
import { headLine, resultLines, summaryLine } from "./report.ts";
import { openSite, type Site, type SiteOptions } from "./site.ts";

const ntpPort = 123;

export interface DoctorOptions {
  checks?: readonly Check[];
  /** What only the kiosk knows of the machine. */
  site?: Pick<SiteOptions, "userData" | "installation" | "installedFiles">;
}

/** `nocturne doctor`: will this wall hold? Answers with the exit code, 1 if anything fails. */
export async function doctor(args: string[], { checks = allChecks, site }: DoctorOptions = {}): Promise<number> {
  const { json, ...options } = readOptions(args);
  return report(await openSite({ ...options, ...site }), checks, { json });
}

async function report(site: Site, checks: readonly Check[], { json }: { json: boolean }): Promise<number> {
  const { stdout } = process;
  const nameWidth = Math.max(...checks.map(({ name }) => name.length));
  const results: Result[] = [];
  if (!json) stdout.write(`${headLine(site)}\n\n`);
  for await (const result of examine(checks, site)) {
    results.push(result);
    if (!json) stdout.write(`${resultLines(result, { nameWidth, stream: stdout })}\n`);
  }
  const ok = results.every(({ verdict }) => verdict !== "fail");
  stdout.write(json ? `${JSON.stringify({ ok, checks: results }, null, 2)}\n` : `\n${summaryLine(results)}\n`);
  return ok ? 0 : 1;
}

function readOptions(args: string[]): SiteOptions & { json: boolean } {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: { config: text, accounts: text, "log-folder": text, ntp: text, json: { type: "boolean" } },
  });
  return {
    config: values.config,
    accounts: values.accounts,
    log: values["log-folder"],
    ntp: values.ntp === undefined ? undefined : readTimeServer(values.ntp),
    json: values.json === true,
  };
}

function readTimeServer(text: string) {
  const read = readEndpoint(text);
  if (!read) throw new ExpectedError(`--ntp ${text} is not a time server; write it as ntp.example or 192.0.2.1:123`);
  return { host: read.host, port: read.port ?? ntpPort };
}

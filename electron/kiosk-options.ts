import { parseArgs } from "node:util";
import { ExpectedError } from "../server/expected-error.ts";
import { logFolder } from "../server/log.ts";

export interface KioskOptions {
  config: string | undefined;
  accounts: string | undefined;
  /** The credential may be kept in a plain file where there is no better place. */
  allowPlainCredential: boolean;
}

/** Reads the kiosk's own options; Chromium's switches stand among them and are left alone. */
export function readKioskOptions(args: string[]): KioskOptions {
  const { values } = parseArgs({
    args,
    strict: false,
    options: {
      config: { type: "string" },
      accounts: { type: "string" },
      "allow-plain-credential": { type: "boolean" },
    },
  });
  return {
    config: fileOf("config", values["config"]),
    accounts: fileOf("accounts", values["accounts"]),
    allowPlainCredential: values["allow-plain-credential"] === true,
  };
}

/** Read before the others, so that what is wrong with those is kept too. */
export function readLogFolder(args: string[]): string | undefined {
  const { values } = parseArgs({ args, strict: false, options: { "log-folder": { type: "string" } } });
  const named = values["log-folder"];
  return logFolder(typeof named === "string" && named !== "" ? named : undefined);
}

function fileOf(option: string, value: unknown): string | undefined {
  if (value === undefined || (typeof value === "string" && value !== "")) return value;
  throw new ExpectedError(`--${option} needs a file: --${option} PATH`);
}

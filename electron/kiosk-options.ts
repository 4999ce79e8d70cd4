import { parseArgs } from "node:util";
import { ExpectedError } from "../server/expected-error.ts";

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

function fileOf(option: string, value: unknown): string | undefined {
  if (value === undefined || (typeof value === "string" && value !== "")) return value;
  throw new ExpectedError(`--${option} needs a file: --${option} PATH`);
}

import { rename } from "node:fs/promises";
import { run } from "./run.ts";

/** A certificate with its key for Windows programs: PKCS #12, its password in a file of its own. */
export interface Authenticode {
  pkcs12: string;
  passwordFile: string;
  /** A time stamp keeps the signature good beyond the certificate's end; none where there is no network. */
  timestampUrl: string | undefined;
}

/** Signs a program in its place, with SHA-256. */
export async function signProgram(file: string, { pkcs12, passwordFile, timestampUrl }: Authenticode): Promise<void> {
  const signed = `${file}.signed`;
  const key = ["-pkcs12", pkcs12, "-readpass", passwordFile, "-h", "sha256", "-n", "Nocturne"];
  const stamp = timestampUrl === undefined ? [] : ["-ts", timestampUrl];
  await run("osslsigncode", ["sign", ...key, ...stamp, "-in", file, "-out", signed], { debian: "osslsigncode" });
  await rename(signed, file);
}

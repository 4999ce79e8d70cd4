import path from "node:path";
import { ExpectedError } from "../expected-error.ts";
import { mib, readBoundedFile } from "./bounded-file.ts";
import type { FaultList } from "./faults.ts";
import { isRecord } from "./is-record.ts";
import type { Path } from "./issue-words.ts";
import { type Logo, readLogo } from "./logo.ts";

/** Checks the files that the configuration names, apart from secrets: those are read only when used. Returns the logo. */
export async function readNamedFiles(written: unknown, folder: string, faults: FaultList): Promise<Logo | undefined> {
  const read = async <T>(place: Path, open: (file: string) => Promise<T>): Promise<T | undefined> => {
    const name = place.reduce<unknown>((value, step) => (isRecord(value) ? value[String(step)] : undefined), written);
    if (typeof name !== "string" || name === "") return undefined;
    try {
      return await open(path.resolve(folder, name));
    } catch (thrown) {
      if (!(thrown instanceof ExpectedError)) throw thrown;
      faults.add(place, thrown.message);
      return undefined;
    }
  };
  await read(["server", "tls", "certificate"], checkCertificate);
  return read(["logo"], readLogo);
}

async function checkCertificate(file: string): Promise<void> {
  const bytes = await readBoundedFile(file, mib);
  if (!bytes.includes("-----BEGIN CERTIFICATE-----"))
    throw new ExpectedError(`${file} holds no certificate; it must be PEM, with a line -----BEGIN CERTIFICATE-----`);
}

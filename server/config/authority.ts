import { X509Certificate } from "node:crypto";
import { ExpectedError } from "../expected-error.ts";
import { mib, readBoundedFile } from "./bounded-file.ts";

const block = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** The certificates of a PEM file. Throws ExpectedError where it holds none, or one that no connection could rest on. */
export async function readAuthorities(file: string): Promise<string[]> {
  const text = (await readBoundedFile(file, mib)).toString("latin1");
  const certificates = text.match(block) ?? [];
  if (certificates.length === 0)
    throw new ExpectedError(`${file} holds no certificate; it must be PEM, with a line -----BEGIN CERTIFICATE-----`);
  for (const [index, pem] of certificates.entries()) {
    const { validToDate, subject } = parse(pem, `certificate ${index + 1} of ${file}`);
    if (validToDate.getTime() < Date.now()) {
      const name = subject.replaceAll("\n", ", ").slice(0, 100);
      throw new ExpectedError(
        `certificate ${index + 1} of ${file} (${name}) expired on ${validToDate.toISOString().slice(0, 10)}; put its successor there`,
      );
    }
  }
  return [...certificates];
}

function parse(pem: string, which: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new ExpectedError(`${which} is damaged; copy the file anew from the authority`);
  }
}

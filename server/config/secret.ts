import path from "node:path";
import { z } from "zod";
import { ExpectedError } from "../expected-error.ts";
import { kib, readBoundedFile } from "./bounded-file.ts";

const forms = "{ env: NAME }, { file: PATH } or { credential: NAME }";
const name = z.string().min(1);

/** Where a secret is. The secret itself never stands in the configuration, and is read only when it is used. */
export const secret = z.union(
  [
    z.strictObject({ env: name }),
    z.strictObject({ file: name }),
    // systemd.exec(5), LoadCredential=
    z.strictObject({
      credential: name.regex(/^(?!\.{1,2}$)[^/\\]+$/, "must be a systemd credential's name, which has no path"),
    }),
  ],
  {
    error: ({ input }) =>
      typeof input === "string"
        ? `must not be the secret itself; say where it is: ${forms}`
        : `must say where the secret is: ${forms}`,
  },
);
export type Secret = z.infer<typeof secret>;

const mostBytes = 64 * kib;

/** The secret, without the newline that editors and `echo` leave at its end. Throws an ExpectedError without its content. */
export async function readSecret(reference: Secret, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  if ("env" in reference) return notEmpty(env[reference.env], `the environment variable ${reference.env}`);
  const file = "file" in reference ? reference.file : credentialFile(reference.credential, env);
  const bytes = await readBoundedFile(file, mostBytes);
  return notEmpty(bytes.toString("utf8").replace(/\r?\n$/, ""), `the file ${file}`);
}

/** Paths in the configuration start at its own folder. */
export function resolveSecret(reference: Secret, folder: string): Secret {
  return "file" in reference ? { file: path.resolve(folder, reference.file) } : reference;
}

function credentialFile(credential: string, env: NodeJS.ProcessEnv): string {
  const folder = env["CREDENTIALS_DIRECTORY"];
  if (folder) return path.join(folder, credential);
  throw new ExpectedError(
    `the credential ${credential} cannot be read: systemd passed none to this process (CREDENTIALS_DIRECTORY is not set); ` +
      `add LoadCredential=${credential}:PATH to its unit`,
  );
}

function notEmpty(text: string | undefined, where: string): string {
  if (text) return text;
  throw new ExpectedError(`${where} ${text === undefined ? "is not set" : "is empty"}; it must hold the secret`);
}

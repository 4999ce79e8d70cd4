import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomically } from "../atomic-file.ts";
import { readBoundedFile } from "../config/bounded-file.ts";
import { readYaml } from "../config/yaml/read-yaml.ts";
import { reasonOf } from "../expected-error.ts";
import { redact } from "./redact.ts";

const mostConfigBytes = 256 * 1024;
/** Beyond that the oldest are deleted. */
const mostKept = 5;
const named = /^nocturne-support-.*\.json$/;

/** The configuration as data without secrets and comments, or why there is none. */
export async function redactedConfig(file: string): Promise<unknown> {
  try {
    const { text, faults } = readYaml((await readBoundedFile(file, mostConfigBytes)).toString("utf8"));
    return text ? redact(text.value) : { faults };
  } catch (failure) {
    return { unread: reasonOf(failure) };
  }
}

/** Writes a bundle into the folder, mode 0600, and answers with its file. */
export async function saveBundle(folder: string, bundle: object): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `nocturne-support-${new Date().toISOString().replaceAll(":", "-")}.json`);
  await writeFileAtomically(file, `${JSON.stringify(bundle, null, 2)}\n`);
  const kept = (await readdir(folder)).filter((name) => named.test(name)).toSorted();
  for (const name of kept.slice(0, -mostKept)) await rm(join(folder, name), { force: true });
  return file;
}

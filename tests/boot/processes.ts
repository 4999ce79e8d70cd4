import { readdir, readFile } from "node:fs/promises";

export interface Process {
  pid: number;
  /** Its arguments, the program first. */
  command: string[];
}

/** Of this machine, those whose environment names `folder`, and which are therefore this test's own. Linux only. */
export async function processesOf(folder: string): Promise<Process[]> {
  const found: Process[] = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const read = (file: string) => readFile(`/proc/${name}/${file}`, "utf8").catch(() => "");
    const environment = await read("environ");
    if (environment.includes(folder)) {
      found.push({ pid: Number(name), command: (await read("cmdline")).split("\0").filter(Boolean) });
    }
  }
  return found;
}

import nodeFs from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { formatFault } from "../../server/config/faults.ts";
import { loadConfig } from "../../server/config/load.ts";
import type { Check } from "../../server/doctor/check.ts";
import { examine, type Result } from "../../server/doctor/examine.ts";
import type { Site } from "../../server/doctor/site.ts";
import { runProgram } from "../../server/run-program.ts";

/** A machine made of files below a folder, and of programs that the test writes. */
export interface TestMachine extends AsyncDisposable {
  folder: string;
  site: Site;
  /** A file below the root: "proc/asound/cards". */
  file(name: string, content?: string | Buffer, mode?: number): Promise<string>;
  /** A shell script that is found by its name, ahead of this machine's own programs. */
  program(name: string, script: string): Promise<void>;
  /** The wall's configuration. */
  configure(yaml: string): Promise<void>;
  look(check: Check): Promise<Result>;
}

export async function makeMachine(overrides: Partial<Site> = {}): Promise<TestMachine> {
  const folder = await mkdtemp(join(tmpdir(), "nocturne-site-"));
  const bin = join(folder, "bin");
  const env: NodeJS.ProcessEnv = { PATH: bin };
  const site: Site = {
    platform: "linux",
    env,
    root: folder,
    host: "noc-wall-3",
    home: join(folder, "home"),
    user: { name: "nocturne", uid: process.getuid?.() ?? 0 },
    config: { kind: "none" },
    accounts: join(folder, "state/accounts.json"),
    state: join(folder, "state"),
    log: undefined,
    userData: join(folder, "home/.config/nocturne"),
    installation: undefined,
    installedFiles: nodeFs,
    ntp: undefined,
    run: (program, args) => runProgram(program, args, env),
    ...overrides,
  };
  const file = async (name: string, content: string | Buffer = "", mode = 0o600) => {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    await chmod(path, mode);
    return path;
  };
  return {
    folder,
    site,
    file,
    async program(name, script) {
      await file(`bin/${name}`, `#!/bin/sh\nPATH=${process.env["PATH"] ?? ""}\n${script}\n`, 0o755);
    },
    async configure(yaml) {
      const path = await file("wall.yaml", yaml);
      const loaded = await loadConfig(path);
      site.config = loaded.ok
        ? { kind: "good", file: path, config: loaded.config }
        : { kind: "broken", file: path, faults: loaded.faults.map(formatFault) };
    },
    async look(check) {
      for await (const result of examine([check], site)) return result;
      throw new Error("nothing was examined");
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** The same with the package, its timer switched on, and a repository with a password in its address. */
export async function packagedMachine(): Promise<TestMachine> {
  const machine = await makeMachine();
  const timer = "nocturne-update.timer";
  await machine.file(`lib/systemd/system/${timer}`);
  await machine.file(`etc/systemd/system/timers.target.wants/${timer}`);
  const list = "deb [signed-by=/k.gpg] https://me:pw@apt.example/wall stable main\n";
  await machine.file("etc/apt/sources.list.d/nocturne.list", list);
  return machine;
}

/** This machine's own programs too, after the test's. */
export function withOwnPrograms({ site: { env } }: TestMachine): void {
  env["PATH"] = [env["PATH"], process.env["PATH"]].join(delimiter);
}

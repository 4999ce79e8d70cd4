import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { access, copyFile, mkdir, open, readdir, rename, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ExpectedError, reasonOf } from "../../server/expected-error.ts";

/** Two installers, and what one unpacks beside the version that it replaces. */
const roomBytes = 2 * 1024 ** 3;
const mostBytes = 512 * 1024 ** 2;

/** The installers of the version that runs and of the one that follows it, so that either can be installed again. */
export class Installers {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  pathOf(version: string): string {
    return join(this.#folder, `nocturne-${version}.exe`);
  }

  async has(version: string): Promise<boolean> {
    return access(this.pathOf(version)).then(
      () => true,
      () => false,
    );
  }

  /** Throws ExpectedError where the disk might be full in the middle of an installation. */
  async requireRoom(room = roomBytes): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const { bavail, bsize } = await statfs(this.#folder);
    const free = bavail * bsize;
    if (free < room)
      throw new ExpectedError(`an update needs ${gib(room)} free at ${this.#folder}, and there is ${gib(free)}`);
  }

  async copyIn(version: string, file: string): Promise<void> {
    await this.#put(version, (draft) => copyFile(file, draft));
  }

  /** `fetch`: Electron's, which knows the machine's proxy. */
  async download(version: string, url: string, { fetch, signal }: Downloading): Promise<void> {
    await this.#put(version, async (draft) => {
      const { ok, status, body } = await fetch(url, { signal });
      if (!ok || !body) throw new ExpectedError(`${url} answers ${status}`);
      await pipeline(Readable.from(body), atMost(mostBytes), createWriteStream(draft));
    });
  }

  /** Leaves those of these versions only. */
  async prune(versions: string[]): Promise<void> {
    const kept = new Set(versions.map((version) => this.pathOf(version)));
    const files = (await readdir(this.#folder)).map((name) => join(this.#folder, name));
    for (const file of files) if (!kept.has(file)) await rm(file, { force: true });
  }

  async #put(version: string, write: (draft: string) => Promise<void>): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const draft = `${this.pathOf(version)}.new`;
    try {
      await write(draft);
      await flush(draft);
      await rename(draft, this.pathOf(version));
    } finally {
      await rm(draft, { force: true });
    }
  }
}

interface Downloading {
  fetch(url: string, options: { signal: AbortSignal }): Promise<Response>;
  signal: AbortSignal;
}

/**
 * Started by itself, and not by electron-updater's quitAndInstall: that raises the rights of an installer by a dialog, for
 * which there is nobody at a wall. Throws ExpectedError where the wall's account may not install.
 */
export async function runInstaller(file: string, { startAfter }: { startAfter: boolean }): Promise<void> {
  const args = ["--updated", "/S", ...(startAfter ? ["--force-run"] : [])];
  try {
    // In a group of its own: it goes on when this process ends for it.
    const child = spawn(file, args, { detached: true, stdio: "ignore", windowsHide: true });
    await once(child, "spawn");
    child.unref();
  } catch (failure) {
    throw new ExpectedError(
      `the installer ${file} cannot be started: ${reasonOf(failure)}; the wall's account must be allowed to install programs`,
    );
  }
}

/** After a power cut the way back must be there. */
async function flush(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function atMost(bytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > bytes) done(new ExpectedError(`it is larger than ${gib(bytes)}`));
      else done(null, chunk);
    },
  });
}

function gib(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}

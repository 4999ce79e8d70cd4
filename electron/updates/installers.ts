import { createWriteStream } from "node:fs";
import { access, copyFile, type FileHandle, mkdir, open, readdir, rename, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ExpectedError } from "../../server/expected-error.ts";

/** Two installers, and what one unpacks beside the version that it replaces. */
const roomBytes = 2 * 1024 ** 3;
const mostBytes = 512 * 1024 ** 2;

export function installerName(version: string): string {
  return `nocturne-${version}.exe`;
}

/** The installers of the version that runs and of the one that follows it, so that either can be installed again. */
export class Installers {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  pathOf(version: string): string {
    return join(this.#folder, installerName(version));
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

  /** Of somebody who is not trusted. Another's secret is not even copied to where everybody may read. */
  async take(version: string, source: FileHandle): Promise<void> {
    if ((await source.stat()).size > mostBytes) throw tooLarge(mostBytes);
    await this.#put(version, (draft) =>
      pipeline(source.createReadStream({ autoClose: false }), atMost(mostBytes), onlyProgram, createWriteStream(draft)),
    );
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
      if (seen > bytes) done(tooLarge(bytes));
      else done(null, chunk);
    },
  });
}

/** A program for Windows begins with these letters. */
async function* onlyProgram(chunks: AsyncIterable<Buffer>) {
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst && chunk.toString("latin1", 0, 2) !== "MZ") throw new ExpectedError("it is no program for Windows");
    isFirst = false;
    yield chunk;
  }
}

function tooLarge(bytes: number): ExpectedError {
  return new ExpectedError(`it is larger than ${gib(bytes)}`);
}

function gib(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}

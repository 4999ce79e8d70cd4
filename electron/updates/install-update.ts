import { join } from "node:path";
import { writeFileAtomically } from "../../server/atomic-file.ts";
import { ExpectedError, reasonOf } from "../../server/expected-error.ts";
import {
  askedWithinMs,
  type InstallNote,
  type InstallRequest,
  installFolder,
  installRequest,
  noteFile,
  readInstallNote,
  requestBytes,
  requestName,
  requestPlace,
  requestRoot,
} from "../../server/updates/install-note.ts";
import { installWithinMs } from "../../server/updates/update-mark.ts";
import { version } from "../../server/version.ts";
import { Installers, installerName } from "./installers.ts";
import { provePublisher } from "./publisher.ts";
import { runInstaller } from "./run-installer.ts";
import { openUntrusted, readAtMost } from "./untrusted-file.ts";

export interface InstallUpdateOptions {
  /** The installed version. */
  version: string;
  /** Where the way to requests begins: what lies below can be written by everybody. */
  root: string;
  /** Only administrators may write here. */
  folder: string;
  /** Rejects unless that installer may be run. */
  prove(file: string, version: string): Promise<void>;
  /** Fulfilled once it runs: it ends this process, and is not waited for. */
  start(installer: string): Promise<void>;
}

/** `nocturne install-update`, which the scheduled task runs as SYSTEM: build/windows/update-task.xml. */
export async function installUpdateCommand(): Promise<number> {
  const { env, platform } = process;
  if (platform !== "win32") throw new ExpectedError("nocturne install-update is for the scheduled task on Windows");
  const folder = installFolder(env);
  await installUpdate({
    version,
    root: requestRoot(env),
    folder,
    prove: (file, of) => provePublisher(file, of),
    start: (installer) => runInstaller(installer, join(folder, "temporary")),
  }).catch((failure: unknown) => {
    // Any other failure Electron shows in a dialog, which nobody can close here: the task would look no more.
    throw new ExpectedError(reasonOf(failure));
  });
  return 0;
}

const whyLength = 500;

/**
 * One look of the scheduled task, with all rights, at what a wall without any asks for. Nothing that is read there is
 * trusted, and nothing there is written or deleted; whatever is refused is answered with the reason.
 */
export async function installUpdate(options: InstallUpdateOptions): Promise<void> {
  const { folder, root } = options;
  const before = await readInstallNote(folder).catch(() => undefined);
  const note: InstallNote = { ...before, lookedAt: Date.now() };
  await write(folder, note);
  const request = await readRequest(root);
  if (!request || isOver(request) || request.id === note.answer?.id || isBusy(note, options.version)) return;
  const { id, version } = request;
  const answered = { id, version, at: Date.now() };
  try {
    requireAllowed(request, note, options.version);
    const installer = await copyProven(request, options);
    // It may have been taken back meanwhile, or have become too old.
    const now = await readRequest(root);
    if (now?.id !== id || isOver(now)) return;
    const replaced = { from: options.version, to: version };
    await write(folder, { ...note, replaced, answer: { state: "started", ...answered } });
    await options.start(installer);
  } catch (failure) {
    const why = reasonOf(failure).slice(0, whyLength);
    await write(folder, { ...note, answer: { state: "refused", ...answered, why } });
    throw failure;
  }
}

/** An installer that was started is given its time: another request waits. */
function isBusy({ answer }: InstallNote, installed: string): boolean {
  if (answer?.state !== "started" || answer.version === installed) return false;
  return Math.abs(Date.now() - answer.at) < installWithinMs;
}

/** Throws ExpectedError unless that version is newer, or the one that this task itself replaced by the present one. */
function requireAllowed({ version }: InstallRequest, { replaced }: InstallNote, installed: string): void {
  const isWayBack = replaced?.to === installed && replaced.from === version;
  if (!isWayBack && !isNewer(version, installed))
    throw new ExpectedError(`${version} is not newer than ${installed}, and not what ${installed} was installed over`);
}

function isNewer(version: string, than: string): boolean {
  const [asked, installed] = [version, than].map((text) => text.split(".").map(Number));
  for (const [index, number] of asked?.entries() ?? []) {
    const other = installed?.[index] ?? Number.NaN;
    if (number !== other) return number > other;
  }
  return false;
}

/** Proves the copy and not the original, which could be another by the time it is run. */
async function copyProven({ version }: InstallRequest, { root, folder, prove }: InstallUpdateOptions): Promise<string> {
  const installers = new Installers(join(folder, "installers"));
  await installers.requireRoom();
  await installers.prune([]);
  const source = await openUntrusted(root, ...requestPlace, installerName(version));
  try {
    await installers.take(version, source);
  } finally {
    await source.close();
  }
  const installer = installers.pathOf(version);
  try {
    await prove(installer, version);
    return installer;
  } catch (failure) {
    await installers.prune([]);
    throw failure;
  }
}

/** Undefined where there is none. Throws where it cannot be read: without its number it cannot be answered either. */
async function readRequest(root: string): Promise<InstallRequest | undefined> {
  const file = await openUntrusted(root, ...requestPlace, requestName).catch((failure: unknown) => {
    if (failure instanceof Error && "code" in failure && failure.code === "ENOENT") return undefined;
    throw failure;
  });
  if (!file) return undefined;
  try {
    return installRequest.parse(JSON.parse(await readAtMost(file, requestBytes)));
  } catch (failure) {
    throw new ExpectedError(`the request for an update cannot be read: ${reasonOf(failure)}`);
  } finally {
    await file.close();
  }
}

function isOver({ at }: InstallRequest): boolean {
  return Math.abs(Date.now() - at) > askedWithinMs;
}

async function write(folder: string, note: InstallNote): Promise<void> {
  await writeFileAtomically(noteFile(folder), JSON.stringify(note));
}

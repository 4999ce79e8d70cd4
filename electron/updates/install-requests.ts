import { randomUUID } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomically } from "../../server/atomic-file.ts";
import {
  askedWithinMs,
  type InstallNote,
  type InstallRequest,
  installRequest,
  readInstallNote,
  requestBytes,
  requestName,
} from "../../server/updates/install-note.ts";
import { readAtMost } from "./untrusted-file.ts";

/** The wall's side of an installation that only the scheduled task may make: see install-update.ts. */
export class InstallRequests {
  readonly #file: string;
  readonly #answers: string;

  /** @param answers the folder that the task notes its answers in */
  constructor(folder: string, answers: string) {
    this.#file = join(folder, requestName);
    this.#answers = answers;
  }

  /** One that waits stays: a version that is started again and again must not begin anew each time. */
  async ask(version: string): Promise<void> {
    const waiting = await this.pending();
    const isYoung = waiting?.version === version && Math.abs(Date.now() - waiting.at) < askedWithinMs / 4;
    if (isYoung && !(await this.answerTo(waiting))) return;
    const request: InstallRequest = { version, id: randomUUID(), at: Date.now() };
    await writeFileAtomically(this.#file, JSON.stringify(installRequest.parse(request)));
  }

  /** What is asked; undefined where nothing is, or it was taken back. */
  async pending(): Promise<InstallRequest | undefined> {
    try {
      await using file = await open(this.#file);
      return installRequest.parse(JSON.parse(await readAtMost(file, requestBytes)));
    } catch {
      return undefined;
    }
  }

  /** Undefined while the task has not looked, or what it noted cannot be read. */
  async answerTo({ id }: InstallRequest): Promise<InstallNote["answer"]> {
    const note = await readInstallNote(this.#answers).catch(() => undefined);
    return note?.answer?.id === id ? note.answer : undefined;
  }

  async withdraw(): Promise<void> {
    await rm(this.#file, { force: true });
  }
}

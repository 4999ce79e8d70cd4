import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { provisionAccount } from "../../server/accounts/accounts.ts";
import { ExpectedError } from "../../server/expected-error.ts";
import { readAnswers } from "../../server/provision/answers.ts";
import { carryOut } from "../../server/provision/carry-out.ts";

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-answers-"));
  file = join(folder, "answers.yaml");
  await writeFile(join(folder, "ada.pin"), "27182818\n");
  await writeFile(join(folder, "short"), "1234");
});
afterAll(() => rm(folder, { recursive: true }));

describe("a broken answers file", () => {
  it.each([
    ["", ":1:1: the file is empty; it needs users, or wall"],
    ["users: [", ":1:"],
    ["- users", ":1:1: must be a map with users or wall, not a list"],
    ["users: []", ":1:1: asks for nothing"],
    ["users: 7", ":1:8: users: must be a list"],
    ["wall: { sealed_to: 7 }", ":1:20: wall.sealed_to: must be text, not 7"],
    ["a: &a [*a]", "contains itself"],
    ["users: !!js/function x", ":1:"],
  ])("[PV2] %j is refused in words", async (text, words) => {
    await writeFile(file, text);
    await expect(readAnswers(file)).rejects.toThrow(ExpectedError);
    await expect(readAnswers(file)).rejects.toThrow(`${file}:`);
    await expect(readAnswers(file)).rejects.toThrow(words);
  });

  it("[PV2] what it refers to is looked at before anything is changed", async () => {
    await writeFile(
      file,
      `users:
  - { user: ada, role: admin, password: { file: ./ada.pin } }
  - { user: Ada, role: wall, password: { file: ./ada.pin } }
  - { user: ben, role: operator, password: { file: ./nowhere } }
  - { user: carl, role: wall, password: { file: ./short } }
  - { user: -rf, role: wall, password: { file: ./ada.pin } }
wall: { password: { env: NO_SUCH_VARIABLE } }
`,
    );
    const refused = await readAnswers(file).catch((failure: unknown) => String(failure).split("\n"));
    expect(refused).toEqual([
      expect.stringContaining(`${file}:3:13: users[1].user: Ada is asked for twice; keep one of them`),
      expect.stringMatching(/:4:44: users\[2\]\.password: there is no file .*nowhere/),
      expect.stringMatching(/:5:5: users\[3\]: the password has 4 characters; it needs 8 to 1024/),
      expect.stringMatching(/:6:5: users\[4\]: .*a user name has/),
      expect.stringMatching(/:7:19: wall\.password: the environment variable NO_SUCH_VARIABLE is not set/),
    ]);
  });

  it("[PV2] one that is no text, or not there, is told as such", async () => {
    await writeFile(file, Buffer.from([0x75, 0x73, 0xff, 0xfe]));
    await expect(readAnswers(file)).rejects.toThrow(`${file}:1:3: the file is not UTF-8`);
    await expect(readAnswers(join(folder, "none.yaml"))).rejects.toThrow("there is no file");
  });

  it("[PV10] one that would leave no administrator is refused, and the accounts stay", async () => {
    const accounts = join(folder, "accounts.json");
    await provisionAccount(accounts, { user: "ada", role: "admin", password: "27182818" });
    const users = [{ user: "ada", role: "operator", password: "27182818" } as const];
    await expect(carryOut({ accounts, users })).rejects.toThrow("nobody would be left");
  });
});

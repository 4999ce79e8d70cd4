import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { readSecret } from "../../server/config/secret.ts";
import { ExpectedError } from "../../server/expected-error.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("[CF17] a secret is read from the environment, a file or a systemd credential, without its last newline", async () => {
  await using folder = await temporaryFolder();
  await writeFile(folder.file("token"), "hunter2\n");
  await writeFile(folder.file("windows"), " hunter2 \r\n");
  const env = { TOKEN: "hunter2", CREDENTIALS_DIRECTORY: folder.path };
  expect(await readSecret({ env: "TOKEN" }, env)).toBe("hunter2");
  expect(await readSecret({ file: folder.file("token") }, env)).toBe("hunter2");
  expect(await readSecret({ file: folder.file("windows") }, env)).toBe(" hunter2 ");
  expect(await readSecret({ credential: "token" }, env)).toBe("hunter2");
});

test("[CF17] it is read when it is used, not once", async () => {
  await using folder = await temporaryFolder();
  const file = folder.file("token");
  await writeFile(file, "old");
  expect(await readSecret({ file })).toBe("old");
  await writeFile(file, "new");
  expect(await readSecret({ file })).toBe("new");
});

test("[CF17] what is missing, empty or too large is told in plain words", async () => {
  await using folder = await temporaryFolder();
  await writeFile(folder.file("empty"), "\n");
  await writeFile(folder.file("large"), Buffer.alloc(65_537, "x"));
  const env = { EMPTY: "" };
  const failure = async (reference: Parameters<typeof readSecret>[0]) => {
    const thrown: unknown = await readSecret(reference, env).catch((reason: unknown) => reason);
    expect(thrown).toBeInstanceOf(ExpectedError);
    return thrown instanceof Error ? thrown.message : "";
  };
  expect(await failure({ env: "TOKEN" })).toBe("the environment variable TOKEN is not set; it must hold the secret");
  expect(await failure({ env: "EMPTY" })).toBe("the environment variable EMPTY is empty; it must hold the secret");
  expect(await failure({ file: folder.file("none") })).toBe(
    `there is no file ${folder.file("none")}; create it, or correct the path`,
  );
  expect(await failure({ file: folder.file("empty") })).toBe(
    `the file ${folder.file("empty")} is empty; it must hold the secret`,
  );
  expect(await failure({ file: folder.file("large") })).toBe(
    `${folder.file("large")} has 65537 bytes; at most 65536 are read`,
  );
  expect(await failure({ credential: "token" })).toBe(
    "the credential token cannot be read: systemd passed none to this process (CREDENTIALS_DIRECTORY is not set); add LoadCredential=token:PATH to its unit",
  );
});

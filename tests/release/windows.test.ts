import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findProgram } from "../../build/machine.ts";
import { root } from "../../build/root.ts";
import { runDist } from "./run-dist.ts";
import { makeWindowsElectron } from "./stand-in-electron.ts";

/** A small program for Windows, which comes with electron-builder. */
const someProgram = join(root, "node_modules/electron-winstaller/vendor/rcedit.exe");
const missing = ["osslsigncode", "openssl"].filter((name) => !findProgram(name));

test.skipIf(missing.length > 0 || !existsSync(someProgram))(
  "[DI6] [DI7] [SG5] the offline folder for Windows: its program is fused, signed and verified, and no other certificate's (skipped without osslsigncode, openssl)",
  async () => {
    await using folder = await temporaryFolder();
    await makeWindowsElectron(join(folder.path, "electron"), await readFile(someProgram));
    const [certificate, stranger] = [
      await makePublisher(folder.path, "Publisher"),
      await makePublisher(folder.path, "Stranger"),
    ];
    const args = ["--windows", "--arch", "x64", "--offline", "--release", "--electron", "electron", "--out", "out"];
    const built = await runDist(args, folder.path, {
      NOCTURNE_PKCS12: certificate.pkcs12,
      NOCTURNE_PKCS12_PASSWORD_FILE: certificate.passwordFile,
    });
    expect(built).toMatchObject({ code: 0 });
    const program = join(folder.path, "out/win-unpacked/Nocturne.exe");
    const verify = ({ pem }: typeof certificate) =>
      spawnSync("osslsigncode", ["verify", "-CAfile", pem, "-in", program], { encoding: "utf8" });
    expect(verify(certificate)).toMatchObject({ status: 0, stdout: expect.stringContaining("CN=Publisher") });
    expect(verify(stranger).status).not.toBe(0);
    expect(await readFile(program, "latin1")).toMatch(/dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX.{2}01001100/s);
    expect(await readdir(join(folder.path, "out/win-unpacked/resources"))).toEqual(
      expect.arrayContaining(["MANIFEST.sha256", "app-update.yml", "app.asar", "sbom.cdx.json", "start-up"]),
    );
    expect(await readdir(join(folder.path, "out/win-unpacked/resources/start-up"))).toEqual(
      await readdir(join(root, "build/windows")),
    );
    const inThreeDays = String(Math.trunc(Date.now() / 1000) + 3 * 24 * 3600);
    const late = spawnSync("osslsigncode", [
      "verify",
      "-time",
      inThreeDays,
      "-CAfile",
      certificate.pem,
      "-in",
      program,
    ]);
    expect({ status: late.status, said: String(late.stdout) + String(late.stderr) }).toEqual({
      status: 1,
      said: expect.stringContaining("certificate has expired"),
    });
    const bytes = await readFile(program);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(program, bytes);
    expect(verify(certificate).status).not.toBe(0);
  },
  150_000,
);

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), "nocturne-windows-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

/** A certificate of its own that may sign programs, for a day. */
async function makePublisher(folder: string, name: string) {
  const [key, pem, pkcs12, passwordFile] = ["key", "pem", "p12", "password"].map((end) =>
    join(folder, `${name}.${end}`),
  );
  if (!key || !pem || !pkcs12 || !passwordFile) throw new Error("no names");
  await writeFile(passwordFile, "the tests' own");
  const subject = ["-subj", `/CN=${name}`, "-days", "1", "-addext", "extendedKeyUsage=codeSigning"];
  openssl(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", pem, ...subject]);
  openssl(["pkcs12", "-export", "-inkey", key, "-in", pem, "-out", pkcs12, "-passout", `file:${passwordFile}`]);
  return { pem, pkcs12, passwordFile };
}

function openssl(args: string[]): void {
  const { status, stderr } = spawnSync("openssl", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

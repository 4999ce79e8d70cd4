import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { debVersion } from "../../build/release/deb-control.ts";
import { readDistOptions } from "../../build/release/options.ts";
import { root } from "../../build/root.ts";

const gpg = { NOCTURNE_GPG_KEY: "ABCD" };
const pkcs12 = { NOCTURNE_PKCS12: "/key.p12", NOCTURNE_PKCS12_PASSWORD_FILE: "/password" };

describe("what npm run dist is asked for", () => {
  it("[DI5] builds for this machine's system and processor unless told otherwise", () => {
    expect(readDistOptions([], {}, "win32").systems).toEqual(["windows"]);
    const asked = readDistOptions(
      ["--linux", "--windows", "--arch", "x64", "--arch", "arm64"],
      { ...gpg, ...pkcs12 },
      "darwin",
    );
    expect(asked).toMatchObject({
      systems: ["linux", "windows"],
      archs: ["x64", "arm64"],
      gpg: { fingerprint: "ABCD" },
    });
    expect(asked.authenticode).toMatchObject({ pkcs12: "/key.p12", passwordFile: "/password" });
  });

  it.each<[string[], NodeJS.ProcessEnv, string]>([
    [["--offline"], {}, "--offline needs an Electron runtime: --electron FOLDER, or NOCTURNE_ELECTRON_DIST"],
    [["--linux", "--windows", "--electron", "x"], {}, "--electron is the runtime of one system; build one at a time"],
    [
      ["--arch", "x64", "--arch", "arm64", "--electron", "x"],
      {},
      "--electron is the runtime of one processor; build one at a time",
    ],
    [["--mac", "--offline", "--electron", "x"], {}, "a Mac's packages cannot be built offline"],
    [["--linux", "--apt"], {}, "--apt signs the repository: name the key's fingerprint in NOCTURNE_GPG_KEY"],
    [["--windows", "--apt"], gpg, "--apt is a repository of the deb; add --linux"],
    [["--arch", "mips"], {}, "--arch mips is not built; it is x64 or arm64"],
    [["--ofline"], {}, "Unknown option '--ofline'"],
  ])("[DI5] %j is refused in words", (args, env, words) => {
    expect(() => readDistOptions(args, env, "linux")).toThrow(words);
  });

  it.each<[string[], NodeJS.ProcessEnv, string]>([
    [["--linux", "--release"], pkcs12, "a release for Linux is signed: name the key's fingerprint in NOCTURNE_GPG_KEY"],
    [["--windows", "--release"], gpg, "a release for Windows is signed: name the certificate in NOCTURNE_PKCS12"],
    [["--windows"], { NOCTURNE_PKCS12: "x" }, "NOCTURNE_PKCS12_PASSWORD_FILE is not set"],
  ])("[SG4] %j without its key is refused in words", (args, env, words) => {
    expect(() => readDistOptions(args, env, "linux")).toThrow(words);
  });

  it("[DI5] the program ends with 1 and these words alone", () => {
    const env = { ...process.env, NOCTURNE_GPG_KEY: "" };
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, "build/dist.ts"), "--linux", "--release"],
      { env, encoding: "utf8" },
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^nocturne: a release for Linux is signed.*\n$/m);
  });
});

test("[DI5] a folder that holds something is left alone", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, "build/dist.ts"), "--linux", "--out", root], {
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("is not empty; name a new folder") });
});

test("[DE3] a pre-release comes before its release", () => {
  expect(debVersion("1.2.0-rc.1")).toBe("1.2.0~rc.1");
  expect(debVersion("1.2.0")).toBe("1.2.0");
});

import { spawnSync } from "node:child_process";
import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extractAll, listPackage } from "@electron/asar";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { findProgram } from "../../build/machine.ts";
import { root } from "../../build/root.ts";
import packageJson from "../../package.json" with { type: "json" };
import { type GpgHome, makeGpgHome } from "./gpg-home.ts";
import { inOverlay, putOldAndNew, whyNoOverlay } from "./overlay.ts";
import { runDist } from "./run-dist.ts";
import { makeLinuxElectron } from "./stand-in-electron.ts";
import { bad, better, makeRepositories, present, updateSteps } from "./update-repositories.ts";

const needed = ["gpg", "gpgv", "dpkg-deb", "debsigs", "apt-ftparchive"];
const missing = needed.filter((name) => !findProgram(name));
const noOverlay = whyNoOverlay();

let folder: string;
let out: string;
let gpg: GpgHome;
let built: { code: number; printed: string; said: string };

const deb = () => join(out, `nocturne_${packageJson.version}_amd64.deb`);
const unpacked = (path: string) => join(out, "linux-unpacked", path);
const ran = (program: string, args: string[], cwd = out) => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
  return { status, said: stdout + stderr };
};

/** What dpkg says of a version that is whole, and a wall of the one that it runs. */
const there = (version: string) => expect.stringContaining(`${version} install ok installed\n`);
const answers = (version: string) => expect.stringContaining(`"version":"${version}"`);

// The programs that judge it are run one after the other, on machines that others load too.
const patient = { timeout: 90_000 };

describe.skipIf(missing.length > 0)(
  `the offline build for Linux (skipped without ${needed.join(", ")})`,
  patient,
  () => {
    // One build, signed, with all that can be had without a download.
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "nocturne-dist-"));
      out = join(folder, "out");
      gpg = await makeGpgHome();
      await makeLinuxElectron(join(folder, "electron"));
      const args = [
        "--linux",
        "--arch",
        "x64",
        "--offline",
        "--apt",
        "--release",
        "--electron",
        "electron",
        "--out",
        "out",
      ];
      const keys = { GNUPGHOME: gpg.folder, NOCTURNE_GPG_KEY: gpg.fingerprint };
      built = await runDist(args, folder, keys);
    }, 180_000);
    afterAll(async () => {
      await gpg[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    });

    it("[DI1] makes the folder, the tar.gz and the deb, and prints the files", async () => {
      expect(built).toMatchObject({ code: 0, said: expect.not.stringContaining("nocturne:") });
      const archive = join(out, `nocturne-${packageJson.version}-linux-x64.tar.gz`);
      expect(built.printed).toBe(`${deb()}\n${archive}\n`);
      const { said } = ran("tar", ["-tzf", archive]);
      expect(said).toContain(`nocturne-${packageJson.version}-linux-x64/nocturne\n`);
    });

    it("[DI2] the asar has the kiosk and the wall and no node_modules, and Electron's example is gone", async () => {
      const inside = listPackage(unpacked("resources/app.asar"), { isPack: false });
      expect(inside).toEqual(expect.arrayContaining(["/package.json", "/electron/main.js", "/renderer/index.html"]));
      expect(inside.filter((name) => /node_modules|\.map$|default_app/.test(name))).toEqual([]);
      expect(await readdir(unpacked("resources"))).not.toContain("default_app.asar");
      extractAll(unpacked("resources/app.asar"), join(folder, "extracted"));
      const { main, type, version } = JSON.parse(
        await readFile(join(folder, "extracted/package.json"), "utf8"),
      ) as typeof packageJson;
      expect({ main, type, version }).toEqual({
        main: "electron/main.js",
        type: "module",
        version: packageJson.version,
      });
      const [packed, bundled] = [join(folder, "extracted/electron/main.js"), join(root, "out/electron/main.js")];
      expect((await readFile(packed)).equals(await readFile(bundled))).toBe(true);
    });

    it("[DI3] the program's fuses are flipped", async () => {
      const program = await readFile(unpacked("nocturne"), "latin1");
      // runAsNode, cookieEncryption, nodeOptions, nodeCliInspect, asarIntegrity, onlyAsar, (v8Snapshot), fileProtocol
      expect(/dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX.{2}(.{8})/s.exec(program)?.[1]).toBe("01001100");
    });

    it("[DI4] the licences and the list of what is bundled lie beside it", async () => {
      const sbom = JSON.parse(await readFile(unpacked("resources/sbom.cdx.json"), "utf8")) as {
        bomFormat: string;
        components: { name: string }[];
      };
      const names = sbom.components.map(({ name }) => name);
      expect(sbom.bomFormat).toBe("CycloneDX");
      expect(names).toEqual(expect.arrayContaining(["express", "react", "ws"]));
      expect(names).not.toContain("vitest");
      const licences = await readFile(unpacked("resources/THIRD-PARTY-LICENCES.txt"), "utf8");
      for (const name of Object.keys(packageJson.dependencies)) expect(licences).toContain(`${name}@`);
      expect(licences).toContain("Permission is hereby granted");
    });

    it("[SG1] the manifest names every file with its hash, and a changed file, or manifest, is found out", async () => {
      const resources = unpacked("resources");
      const manifest = await readFile(join(resources, "MANIFEST.sha256"), "utf8");
      for (const name of ["../nocturne", "../chrome-sandbox", "app.asar"]) expect(manifest).toContain(`  ${name}\n`);
      expect(ran("sha256sum", ["--check", "--strict", "--quiet", "MANIFEST.sha256"], resources)).toEqual({
        status: 0,
        said: "",
      });
      const verify = () =>
        ran("gpgv", ["--keyring", join(out, "apt/nocturne.gpg"), "MANIFEST.sha256.sig", "MANIFEST.sha256"], resources);
      expect(verify().said).toContain('Good signature from "Test Release"');
      await writeFile(join(resources, "MANIFEST.sha256"), manifest.replace(/^./, "0"));
      expect(verify().status).not.toBe(0);
      await writeFile(join(resources, "MANIFEST.sha256"), manifest);
    });

    it("[SG2] SHA256SUMS has every artefact and is signed; the deb has an origin signature", async () => {
      expect(ran("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"])).toEqual({ status: 0, said: "" });
      expect(ran("gpgv", ["--keyring", "apt/nocturne.gpg", "SHA256SUMS.sig", "SHA256SUMS"]).status).toBe(0);
      expect(ran("ar", ["t", deb()]).said).toContain("_gpgorigin");
    });

    it("[SG3] apt takes the package from the repository with its key alone, and nothing once a list was changed", async () => {
      const state = join(folder, "apt-state");
      const sources = join(folder, "sources.list");
      await writeFile(
        sources,
        `deb [arch=amd64 signed-by=${join(out, "apt/nocturne.gpg")}] file:${join(out, "apt")} stable main\n`,
      );
      const options = [
        `Dir::Etc::SourceList=${sources}`,
        "Dir::Etc::SourceParts=/dev/null",
        `Dir::State=${state}`,
        "Dir::State::status=/var/lib/dpkg/status",
        `Dir::Cache=${state}`,
        "APT::Sandbox::User=root",
      ].flatMap((option) => ["-o", option]);
      spawnSync("mkdir", ["-p", join(state, "lists/partial"), join(state, "archives/partial")]);
      const update = () => ran("apt-get", [...options, "-o", "APT::Update::Error-Mode=any", "update"]);
      expect(update()).toMatchObject({ status: 0 });
      expect(ran("apt-cache", [...options, "policy", "nocturne"]).said).toContain(`Candidate: ${packageJson.version}`);
      await appendFile(join(out, "apt/dists/stable/InRelease"), "\n");
      const text = await readFile(join(out, "apt/dists/stable/InRelease"), "utf8");
      await writeFile(join(out, "apt/dists/stable/InRelease"), text.replace("Origin: Nocturne", "Origin: Nobody"));
      expect(update().status).not.toBe(0);
    });

    it.skipIf(!findProgram("lintian"))(
      "[DE1] lintian has nothing against the deb, but for the reasons in its overrides (skipped without lintian)",
      () => {
        // debsigs puts its signature into the archive, which lintian takes for a mistake.
        const own = ["--suppress-tags", "misplaced-extra-member-in-deb"];
        expect(ran("lintian", ["--allow-root", ...own, "--fail-on", "error,warning", deb()])).toEqual({
          status: 0,
          said: "",
        });
      },
    );

    it.skipIf(noOverlay !== undefined)(
      `[DE2] [DE3] [DE4] installed, upgraded, downgraded, removed and purged on a copy of this machine${noOverlay ? `: skipped, ${noOverlay}` : ""}`,
      async () => {
        const shared = join(folder, "steps");
        await mkdir(shared);
        await putOldAndNew(shared, deb());
        const steps = await inOverlay(shared, {
          install: "dpkg --force-depends -i OLD.deb && getent passwd nocturne && nocturne hello",
          whole:
            "cd /opt/Nocturne/resources && sha256sum --check --strict --quiet MANIFEST.sha256 && gpgv --keyring /usr/share/keyrings/nocturne.gpg MANIFEST.sha256.sig MANIFEST.sha256",
          modes:
            "stat -c '%n %U:%G' /opt/Nocturne/nocturne /etc/nocturne/wall.yaml /lib/systemd/system/nocturne@.service; stat -c %a /opt/Nocturne/chrome-sandbox",
          change:
            "echo '# ours' >> /etc/nocturne/wall.yaml; mkdir -p /var/lib/nocturne && echo kept > /var/lib/nocturne/accounts.json",
          upgrade: "dpkg --force-depends --force-confold -i NEW.deb && dpkg-query -W -f '${Version}' nocturne",
          kept: "tail -n 1 /etc/nocturne/wall.yaml && cat /var/lib/nocturne/accounts.json",
          broken: "head -c 20000 NEW.deb > broken.deb; dpkg --force-depends -i broken.deb || nocturne still",
          downgrade:
            "dpkg --force-depends --force-confold -i OLD.deb && dpkg-query -W -f '${Version}' nocturne && tail -n 1 /etc/nocturne/wall.yaml",
          remove: "dpkg -r nocturne && cat /etc/nocturne/wall.yaml /var/lib/nocturne/accounts.json | tail -n 2",
          purge:
            "dpkg -P nocturne && ls -d /opt/Nocturne /etc/nocturne /etc/pam.d/nocturne /var/lib/nocturne /usr/bin/nocturne /usr/share/nocturne /etc/apparmor.d/nocturne; getent passwd nocturne; getent group nocturne; dpkg-query -W nocturne",
        });
        expect(steps).toMatchObject({
          install: { code: 0, out: expect.stringMatching(/nocturne:x:\d+:\d+:Nocturne wall.*\nstand-in hello/s) },
          whole: { code: 0 },
          modes: {
            out: expect.stringMatching(
              /nocturne root:root\n.*wall.yaml root:root\n.*service root:root\n(4755|755)\n$/s,
            ),
          },
          change: { code: 0 },
          upgrade: { code: 0, out: expect.stringMatching(/99\.0\.0$/) },
          kept: { code: 0, out: "# ours\nkept\n" },
          broken: { code: 0, out: expect.stringContaining("stand-in still") },
          downgrade: { code: 0, out: expect.stringMatching(new RegExp(`${packageJson.version}# ours\n$`)) },
          remove: { code: 0, out: expect.stringContaining("# ours\nkept\n") },
          purge: { code: 1 },
        });
        expect(
          steps["purge"]?.out.split("\n").filter((line) => line.startsWith("/") || line.startsWith("nocturne")),
        ).toEqual([]);
      },
    );

    it.skipIf(noOverlay !== undefined)(
      `[UP32] [UP33] [UP35] [UP37] updated on a copy of this machine by its apt and dpkg, and taken back${noOverlay ? `: skipped, ${noOverlay}` : ""}`,
      async () => {
        const shared = await mkdtemp(join(folder, "updates-"));
        // apt reads the key as a user of its own.
        await chmod(shared, 0o755);
        vi.stubEnv("GNUPGHOME", gpg.folder);
        await makeRepositories(shared, deb(), gpg).finally(() => vi.unstubAllEnvs());
        const steps = await inOverlay(shared, updateSteps);
        expect(steps).toMatchObject({
          start: { code: 0, out: answers("99.0.0-rc.1") },
          wrong_key: { code: 1, out: expect.stringMatching(/^apt-get update failed: .*NO_PUBKEY/) },
          tampered_list: { code: 1, out: expect.stringMatching(/^apt-get update failed: .*(BADSIG|not signed)/) },
          tampered_package: { code: 1, out: expect.stringMatching(/^apt-get download failed: .*Hash Sum mismatch/) },
          no_way_back: {
            code: 1,
            out: expect.stringContaining(`without the package of ${present} there is no way back`),
          },
          full_disk: {
            code: 1,
            out: expect.stringMatching(/^an update needs \d+ MiB free at \/full, and there are 1 MiB/),
          },
          untouched: { out: there(present) },
          update: { code: 0, out: expect.stringContaining(`updated from ${present} to ${better}: `) },
          updated: { out: there(better) },
          older: { code: 0, out: `${better} is the newest\n` },
          bad: {
            code: 1,
            out: expect.stringContaining(`${bad} was taken back, and ${better} is there again: no wall says`),
          },
          taken_back: { out: there(better) },
          bad_again: { code: 0, out: `${bad} was tried already; ${better} stays until a newer one\n` },
          interrupted: {
            code: 1,
            out: expect.stringMatching(
              `${bad} install ok unpacked\n${bad} was taken back, and .* it was left half installed`,
            ),
          },
          mended: { out: there(better) },
        });
        expect(steps["untouched"]?.out).toEqual(answers("99.0.0-rc.1"));
        for (const step of ["updated", "taken_back", "mended"]) expect(steps[step]?.out).toEqual(answers(better));
        expect(steps["updated"]?.out).toMatch(
          /644 .*nocturne_99\.0\.0\.deb\n644 .*nocturne_99\.0\.0~rc\.1\.deb\n644 .*update\.json\nupdates: /,
        );
        expect(steps["taken_back"]?.out).toContain('"ended":"rolled-back"');
        expect(steps["purge"]?.out).not.toMatch(/^\//m);
      },
      // apt and dpkg read all that they know at each step.
      300_000,
    );
  },
);

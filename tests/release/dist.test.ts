import { spawnSync } from "node:child_process";
import { appendFile, chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createPackage, extractAll, listPackage } from "@electron/asar";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { findProgram } from "../../build/machine.ts";
import { buildArchive } from "../../build/release/archive.ts";
import { buildDeb } from "../../build/release/deb.ts";
import { root } from "../../build/root.ts";
import packageJson from "../../package.json" with { type: "json" };
import { type GpgHome, makeGpgHome } from "./gpg-home.ts";
import { inOverlay, putOldAndNew, whyNoOverlay } from "./overlay.ts";
import { runDist } from "./run-dist.ts";
import { makeLinuxElectron } from "./stand-in-electron.ts";
import { bad, better, makeRepositories, present, updateSteps } from "./update-repositories.ts";

const needed = ["gpg", "gpgv", "dpkg-deb", "ar", "apt-ftparchive"];
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

/** Told by the copy of the machine after an upgrade that failed: which version it has, and that it runs. */
const stillRuns = "dpkg-query -W -f '${Version}\\n' nocturne; nocturne still";

/** No systemd runs on a copy: the real systemctl changes its files alone, and starts and stops nothing. */
const offline = "SYSTEMD_OFFLINE=1";

/** What `nocturne update` keeps. */
const updates = "/var/lib/nocturne-update";

/** What dpkg says of a version that is whole, and a wall of the one that it runs. */
const there = (version: string) => expect.stringContaining(`${version} install ok installed\n`);
const answers = (version: string) => expect.stringContaining(`"version":"${version}"`);

// The programs that judge it are run one after the other, on machines that others load too.
const patient = { timeout: 150_000 };

describe.skipIf(missing.length > 0)(
  `the offline build for Linux (skipped without ${needed.join(", ")})`,
  patient,
  () => {
    // Signed, with all that can be had without a download.
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
      const signed = runDist(args, folder, keys);
      // Once more, without the key and by a machine of other habits.
      const usual = process.umask(0o077);
      const unsigned = ["--linux", "--arch", "x64", "--offline", "--electron", "electron", "--out", "again"];
      const rebuilt = runDist(unsigned, folder, { TZ: "Asia/Tokyo" });
      process.umask(usual);
      built = await signed;
      expect(await rebuilt).toMatchObject({ code: 0 });
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

    it("[DI4] [RB4] the licences and the list of what is bundled lie beside it", async () => {
      const sbom = JSON.parse(await readFile(unpacked("resources/sbom.cdx.json"), "utf8")) as {
        bomFormat: string;
        serialNumber: string;
        metadata: { timestamp: string; component: { name: string } };
        components: { name: string }[];
      };
      const committed = ran("git", ["log", "-1", "--format=%ct"], root).said;
      expect(Date.parse(sbom.metadata.timestamp)).toBe(Number(committed) * 1000);
      expect(sbom.metadata.component.name).toBe("nocturne");
      expect(sbom.serialNumber).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
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

    it("[RB1] [RB2] [RB3] [DI8] another build is the same but for signatures, and what was changed is named", async () => {
      const again = join(folder, "again");
      const dist = (first: string, second: string) =>
        ran(process.execPath, [join(root, "build/dist.ts"), "--compare", first, second], folder);
      expect(dist("out", "again")).toEqual({
        status: 0,
        said: expect.stringMatching(/^out and again are the same, but for \d+ signatures and keys\n$/),
      });

      const other = join(folder, "other");
      await mkdir(other);
      const dateSeconds = Number(ran("git", ["log", "-1", "--format=%ct"], root).said);
      const packing = { unpacked: join(again, "linux-unpacked"), out: other, arch: "x64", dateSeconds } as const;
      for (const packed of [
        await buildDeb({ ...packing, key: undefined }),
        await buildArchive(packing.unpacked, packing),
      ])
        expect((await readFile(packed)).equals(await readFile(join(again, basename(packed))))).toBe(true);
      const other64 = await buildDeb({ ...packing, arch: "arm64", key: undefined });
      expect(ran("dpkg-deb", ["--field", other64, "Architecture"]).said).toBe("arm64\n");

      // A character more in the asar, and another mode in the archive.
      const [asar, tree] = [join(again, "linux-unpacked/resources/app.asar"), join(folder, "tree")];
      extractAll(asar, tree);
      await appendFile(join(tree, "electron/main.js"), " ");
      await createPackage(tree, asar);
      const top = `nocturne-${packageJson.version}-linux-x64`;
      const repack = `mkdir t && tar -xzf ${top}.tar.gz -C t && chmod 700 t/${top}/version &&
tar --owner=0 --group=0 -czf ${top}.tar.gz -C t ${top} && rm -r t`;
      expect(ran("sh", ["-c", repack], again)).toEqual({ status: 0, said: "" });
      const compared = dist("out", "again");
      expect(compared.status).toBe(1);
      expect(compared.said.replace(/ 0\/0 [\d: -]+/g, " ").split("\n")).toEqual([
        "linux-unpacked: resources: app.asar: electron: main.js: differs",
        `${top}.tar.gz: ${top}/version: -rw-r--r-- and -rwx------ `,
        "nocturne: out and again differ in 2",
        "",
      ]);
      expect(dist("out", folder)).toMatchObject({ status: 1, said: expect.stringContaining("is no build") });
    });

    it.skipIf(!findProgram("lintian"))(
      "[DE1] lintian has nothing against the deb, but for the reasons in its overrides (skipped without lintian)",
      () => {
        // The origin's signature is a member of the archive, which lintian takes for a mistake.
        const own = ["--suppress-tags", "misplaced-extra-member-in-deb"];
        expect(ran("lintian", ["--allow-root", ...own, "--fail-on", "error,warning", deb()])).toEqual({
          status: 0,
          said: "",
        });
      },
    );

    it.skipIf(!findProgram("debsig-verify"))(
      "[SG6] debsig-verify takes the deb by the release's key alone, and no changed one (skipped without debsig-verify)",
      async () => {
        const id = gpg.fingerprint.slice(-16);
        const [policies, keyrings] = [join(folder, "policies"), join(folder, "keyrings")];
        for (const each of [policies, keyrings]) await mkdir(join(each, id), { recursive: true });
        const policy = `<?xml version="1.0"?>
<!DOCTYPE Policy SYSTEM "https://www.debian.org/debsig/1.0/policy.dtd">
<Policy xmlns="https://www.debian.org/debsig/1.0/">
  <Origin Name="Nocturne" id="${id}" Description="Nocturne"/>
  <Selection><Required Type="origin" File="nocturne.gpg" id="${id}"/></Selection>
  <Verification MinOptional="0"><Required Type="origin" File="nocturne.gpg" id="${id}"/></Verification>
</Policy>
`;
        await writeFile(join(policies, id, "nocturne.pol"), policy);
        await cp(join(out, "apt/nocturne.gpg"), join(keyrings, id, "nocturne.gpg"));
        const verify = (file: string) =>
          ran("debsig-verify", ["--policies-dir", policies, "--keyrings-dir", keyrings, file]).status;
        expect(verify(deb())).toBe(0);
        const changed = await readFile(deb());
        changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
        await writeFile(join(folder, "changed.deb"), changed);
        expect(verify(join(folder, "changed.deb"))).not.toBe(0);
        await using stranger = await makeGpgHome();
        const env = { ...process.env, GNUPGHOME: stranger.folder };
        spawnSync("gpg", ["--batch", "--yes", "--output", join(keyrings, id, "nocturne.gpg"), "--export"], { env });
        expect(verify(deb())).not.toBe(0);
      },
    );

    it.skipIf(noOverlay !== undefined)(
      `[DE2] [DE3] [DE4] [DE5] [DE6] [UP39] installed, upgraded, downgraded, removed and purged on a copy of this machine${noOverlay ? `: skipped, ${noOverlay}` : ""}`,
      async () => {
        const shared = join(folder, "steps");
        await mkdir(shared);
        await putOldAndNew(shared, deb());
        const steps = await inOverlay(shared, {
          install: "dpkg --force-depends -i OLD.deb && getent passwd nocturne && nocturne hello",
          off: `mkdir -p /run/systemd/system; ${offline} systemctl is-enabled nocturne-update.timer`,
          on: `${offline} systemctl enable nocturne-update.timer && mkdir -p ${updates} && echo kept > ${updates}/update.json`,
          whole:
            "cd /opt/Nocturne/resources && sha256sum --check --strict --quiet MANIFEST.sha256 && gpgv --keyring /usr/share/keyrings/nocturne.gpg MANIFEST.sha256.sig MANIFEST.sha256",
          modes:
            "stat -c '%n %U:%G' /opt/Nocturne/nocturne /etc/nocturne/wall.yaml /lib/systemd/system/nocturne@.service; stat -c %a /opt/Nocturne/chrome-sandbox",
          change:
            "echo '# ours' >> /etc/nocturne/wall.yaml; mkdir -p /var/lib/nocturne && echo kept > /var/lib/nocturne/accounts.json",
          upgrade: "dpkg --force-depends --force-confold -i NEW.deb && dpkg-query -W -f '${Version}' nocturne",
          kept: "tail -n 1 /etc/nocturne/wall.yaml && cat /var/lib/nocturne/accounts.json",
          still: `${offline} systemctl is-enabled nocturne-update.timer`,
          edit: "cp /etc/nocturne/wall.yaml edited && echo '# on the wall' >> edited && setpriv --reuid nocturne --regid nocturne --clear-groups sh -c 'cp edited /etc/nocturne/wall.yaml.new && mv /etc/nocturne/wall.yaml.new /etc/nocturne/wall.yaml'; ls -l /etc/nocturne; tail -n 1 /etc/nocturne/wall.yaml",
          stranger:
            "setpriv --reuid nobody --regid nogroup --clear-groups sh -c 'echo >> /etc/nocturne/wall.yaml || touch /etc/nocturne/new' || echo refused",
          changed: `size=$(stat -c %s OLD.deb); cp OLD.deb changed.deb; printf '\\0\\0\\0\\0' | dd of=changed.deb bs=1 conv=notrunc seek=$((size / 2)) 2>/dev/null; dpkg --force-depends -i changed.deb 2>&1; ${stillRuns}`,
          full: `cp -a /opt/Nocturne whole && mount -t tmpfs -o size=5m tmpfs /opt/Nocturne && cp -a whole/. /opt/Nocturne && dpkg --force-depends -i NEW.deb 2>&1; ${stillRuns}; umount /opt/Nocturne; rm -r whole`,
          broken: "head -c 20000 NEW.deb > broken.deb; dpkg --force-depends -i broken.deb || nocturne still",
          downgrade:
            "dpkg --force-depends --force-confold -i OLD.deb && dpkg-query -W -f '${Version}' nocturne && tail -n 1 /etc/nocturne/wall.yaml",
          remove: `${offline} dpkg -r nocturne && cat /etc/nocturne/wall.yaml /var/lib/nocturne/accounts.json | tail -n 2`,
          switched: `cat ${updates}/update.json; find /etc/systemd -name 'nocturne-update*'`,
          purge:
            "dpkg -P nocturne && ls -d /opt/Nocturne /etc/nocturne /etc/pam.d/nocturne /var/lib/nocturne /var/lib/nocturne-update /usr/bin/nocturne /usr/share/nocturne /etc/apparmor.d/nocturne; getent passwd nocturne; getent group nocturne; dpkg-query -W nocturne",
        });
        expect(steps).toMatchObject({
          install: { code: 0, out: expect.stringMatching(/nocturne:x:\d+:\d+:Nocturne wall.*\nstand-in hello/s) },
          whole: { code: 0 },
          off: { code: 1, out: "disabled\n" },
          on: { code: 0 },
          still: { code: 0, out: "enabled\n" },
          switched: { out: "kept\n" },
          modes: {
            out: expect.stringMatching(
              /nocturne root:root\n.*wall.yaml root:nocturne\n.*service root:root\n(4755|755)\n$/s,
            ),
          },
          change: { code: 0 },
          upgrade: { code: 0, out: expect.stringMatching(/99\.0\.0$/) },
          kept: { code: 0, out: "# ours\nkept\n" },
          edit: { out: expect.stringMatching(/ nocturne nocturne .* wall\.yaml\n.*# on the wall\n$/s) },
          stranger: { out: "refused\n" },
          changed: { out: expect.stringMatching(/corrupt.*\n99\.0\.0\nstand-in still\n/s) },
          full: { out: expect.stringMatching(/No space left on device.*\n99\.0\.0\nstand-in still\n/s) },
          broken: { code: 0, out: expect.stringContaining("stand-in still") },
          downgrade: { code: 0, out: expect.stringMatching(new RegExp(`${packageJson.version}# on the wall\n$`)) },
          remove: { code: 0, out: expect.stringContaining("# on the wall\nkept\n") },
          purge: { code: 1 },
        });
        expect(
          steps["purge"]?.out.split("\n").filter((line) => line.startsWith("/") || line.startsWith("nocturne")),
        ).toEqual([]);
      },
    );

    it.skipIf(noOverlay !== undefined)(
      `[UP30] [UP32] [UP33] [UP35] [UP37] updated on a copy of this machine by its apt and dpkg, and taken back${noOverlay ? `: skipped, ${noOverlay}` : ""}`,
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
          stranger: { code: 1, out: expect.stringMatching(/^only root may install packages; run it as: .*\n$/) },
          second: {
            code: 1,
            out: `another nocturne update is at work; wait for its end\n${better} is the newest\n`,
          },
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
        // One line each, however it ended.
        for (const step of ["wrong_key", "no_way_back", "full_disk", "update", "bad"])
          expect(steps[step]?.out).toMatch(/^[^\n]+\n$/);
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

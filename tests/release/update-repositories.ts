import { spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildAptRepository } from "../../build/release/apt.ts";
import type { GpgKey } from "../../build/release/gpg.ts";
import { root } from "../../build/root.ts";
import packageJson from "../../package.json" with { type: "json" };

/** The version that is there, one that is better, and one whose wall does not start. */
export const [present, better, bad] = ["99.0.0~rc.1", "99.0.0", "99.1.0"];

/** Signed repositories in `folder`, as a site would have them one after the other: `first`, `second`, `third`. */
export async function makeRepositories(folder: string, deb: string, key: GpgKey): Promise<void> {
  const debs = new Map<string, string>();
  const tree = join(folder, "tree");
  ran("dpkg-deb", ["-R", deb, tree]);
  for (const version of [present, better, bad]) debs.set(version, await makeVersion(tree, folder, version));
  await rm(tree, { recursive: true });
  const offered = { first: [present], second: [present, better], third: [better, bad] };
  for (const [name, versions] of Object.entries(offered)) {
    await buildAptRepository(
      join(folder, name),
      versions.map((version) => debs.get(version) ?? ""),
      key,
    );
  }
}

/** The package with another version, the bundled server for Electron, and nothing that this machine would have to install. */
async function makeVersion(tree: string, folder: string, version: string): Promise<string> {
  const control = join(tree, "DEBIAN/control");
  const text = await readFile(control, "utf8");
  await writeFile(
    control,
    text.replace(/^Version: .*$/m, `Version: ${version}`).replace(/^(Depends|Recommends): .*\n/gm, ""),
  );
  const opt = join(tree, "opt/Nocturne");
  await rm(join(opt, "resources"), { recursive: true, force: true });
  await mkdir(join(opt, "wall"), { recursive: true });
  const bundle = join(root, "out/server");
  for (const name of await readdir(bundle)) {
    if (!/\.(js|yaml)$/.test(name) || name === "cli.js") continue;
    const source = await readFile(join(bundle, name), "utf8");
    const marked = ['"', "'", "`"].reduce(
      (text, quote) => text.replaceAll(quote + packageJson.version + quote, JSON.stringify(version.replace("~", "-"))),
      source,
    );
    await writeFile(join(opt, "wall", name), marked);
  }
  const start = version === bad ? "exit 1" : `exec ${process.execPath} /opt/Nocturne/wall/nocturne.js "$@"`;
  await writeFile(join(opt, "nocturne"), `#!/bin/sh\n${start}\n`);
  const file = join(folder, `nocturne_${version}_amd64.deb`);
  ran("dpkg-deb", ["--root-owner-group", "-Znone", "-b", tree, file]);
  return file;
}

function ran(program: string, args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

/** In place of systemd, which runs on no copy of a machine: it starts the wall again, if one was started. */
const systemctl = `#!/bin/sh
case "$*" in
  "try-restart nocturne@*.service")
    [ -e /run/wall.pid ] || exit 0
    kill "$(cat /run/wall.pid)" 2>/dev/null
    XDG_STATE_HOME=/var/lib setsid /opt/Nocturne/nocturne serve --port 0 > /dev/null 2>> /run/wall.log < /dev/null &
    echo $! > /run/wall.pid ;;
esac
`;

const from = (repository: string, keyring = `${repository}/apt/nocturne.gpg`) =>
  `echo "deb [signed-by=/nocturne-steps/${keyring}] file:/nocturne-steps/${repository}/apt stable main" > /etc/apt/sources.list.d/nocturne.list`;
const update = "XDG_STATE_HOME=/var/lib /opt/Nocturne/nocturne update --server-only 2>&1";
/** With a lock of its own, and as the process that the shell knows. */
const here = "XDG_STATE_HOME=/var/lib /opt/Nocturne/nocturne update --server-only --state /alone";
/** From the sources, to wait for a picture no longer than a test may. */
const program = `import { runCli } from "${root}/server/cli.ts"; import { update } from "${root}/server/updates/update.ts";
process.exitCode = await runCli(["update", "--server-only"], { update: (args) => update(args, { proveWithinMs: 8000 }) });`;
const impatient = `XDG_STATE_HOME=/var/lib ${process.execPath} --input-type=module -e '${program}' 2>&1`;
const version = "dpkg-query -W -f '${Version} ${Status}\\n' nocturne";
const pool = "apt/pool/main/n/nocturne";
const state = "/var/lib/nocturne-update";
/** The version that answers; a machine under load may take its time to start it. */
const running = `for i in $(seq 60); do curl -sf "$(sed 's/.*"\\(http[^"]*\\)".*/\\1/' /var/lib/nocturne/listening.json)/api/health" && break; sleep 0.5; done`;

/** What is done on the copy, where the repositories are below /nocturne-steps. */
export const updateSteps = {
  set_up: `dpkg -i nocturne_${present}_amd64.deb && mkdir -p /run/systemd/system /var/lib/nocturne && cat > /usr/bin/systemctl <<'END'
${systemctl}END
printf 'pages: [ { panels: [ { type: clock } ] } ]\\nupdates: { window: { at: "00:00", for: 24h } }\\n' > /etc/nocturne/wall.yaml`,
  start: `sleep 600 & echo $! > /run/wall.pid; systemctl try-restart 'nocturne@*.service'; ${running}`,
  wrong_key: `cp /usr/share/keyrings/debian-archive-keyring.gpg other.gpg; ${from("second", "other.gpg")}; ${update}`,
  tampered_list: `cp -r second broken; sed -i 's/^Origin: Nocturne/Origin: Nobody/' broken/apt/dists/stable/InRelease; ${from("broken")}; ${update}`,
  tampered_package: `rm -r broken; cp -r second broken; printf x >> broken/${pool}/nocturne_${better}_amd64.deb; ${from("broken")}; ${update}`,
  no_way_back: `rm -r broken ${state}/*.deb; cp -r second broken; rm broken/${pool}/nocturne_${present}_amd64.deb; ${from("broken")}; ${update}`,
  full_disk: `mkdir /full && mount -t tmpfs -o size=1m tmpfs /full; ${from("second")}; ${update} --state /full; code=$?; umount /full; exit $code`,
  untouched: `${version}; ${running}`,
  update,
  updated: `${version}; ${running}; echo; stat -c '%a %n' ${state}/*; tail -n 1 /etc/nocturne/wall.yaml`,
  older: `${from("first")}; ${update}`,
  // With a copy of Node, since the project may be where only root may look.
  stranger: `install -m 755 ${process.execPath} /usr/bin/wall-node; setpriv --reuid nobody --regid nogroup --clear-groups /usr/bin/wall-node /opt/Nocturne/wall/nocturne.js update 2>&1`,
  // The first is stopped at its work until the second has ended.
  second: `${here} > ahead.txt 2>&1 & ahead=$!
for i in $(seq 500); do grep -qs "nocturne-update /alone$" /proc/net/unix && break; sleep 0.02; done
kill -STOP $ahead; ${here} 2>&1; code=$?; kill -CONT $ahead; wait $ahead && cat ahead.txt; exit $code`,
  bad: `${from("third")}; ${impatient}`,
  taken_back: `${version}; ${running}; cat ${state}/update.json`,
  bad_again: update,
  interrupted: `sed -i 's/.*/{"state":"installing","from":"${better}","to":"${bad}","at":1}/' ${state}/update.json; dpkg --unpack ${state}/nocturne_${bad}.deb; ${version}; ${impatient}`,
  mended: `${version}; ${running}`,
  purge: `systemctl stop; kill $(cat /run/wall.pid); dpkg -P nocturne; ls -d ${state} /lib/systemd/system/nocturne-update.timer`,
};

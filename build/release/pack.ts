import { join } from "node:path";
import { Arch as BuilderArch, build, Platform } from "electron-builder";
import { electronBuilderConfig, type PackOptions } from "../electron-builder.ts";
import { root } from "../root.ts";
import type { Arch, System } from "./options.ts";

const platforms = { linux: Platform.LINUX, windows: Platform.WINDOWS, mac: Platform.MAC };
/** What electron-builder makes of an unpacked build, for which it downloads tools. The deb and the tar.gz are our own. */
const installers: Record<System, string[]> = { linux: ["AppImage"], windows: ["nsis"], mac: ["dmg", "zip"] };
const unpackedNames: Record<System, string> = { linux: "linux-unpacked", windows: "win-unpacked", mac: "mac" };

/** Makes the folder with the program in it, and returns it. */
export async function packFolder(system: System, arch: Arch, options: PackOptions): Promise<string> {
  await build({
    targets: platforms[system].createTarget("dir", archOf(arch)),
    projectDir: root,
    config: electronBuilderConfig(options),
    publish: "never",
  });
  const name = unpackedNames[system];
  // electron-builder names the folders of all but the most common processor with it.
  return join(options.out, arch === "x64" ? name : name.replace(/(-unpacked)?$/, `-${arch}$1`));
}

/** Makes the installers of an unpacked build, and returns them. */
export async function packInstallers(
  unpacked: string,
  { system, arch, pack }: { system: System; arch: Arch; pack: PackOptions },
): Promise<string[]> {
  return build({
    targets: platforms[system].createTarget(installers[system], archOf(arch)),
    projectDir: root,
    prepackaged: unpacked,
    config: electronBuilderConfig(pack),
    publish: "never",
  });
}

function archOf(arch: Arch): BuilderArch {
  return arch === "arm64" ? BuilderArch.arm64 : BuilderArch.x64;
}

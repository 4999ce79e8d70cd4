import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isThere } from "./may-access.ts";
import type { Site } from "./site.ts";

/** How this machine starts the wall at power-on, as far as its files tell. */
export type Boot =
  | { kind: "unit"; file: string; enabledAs: string | undefined }
  | { kind: "desktop"; file: string; isOn: boolean }
  | { kind: "none" };

/** systemd.unit(5), in the order in which one hides another. */
const unitFolders = [
  "etc/systemd/system",
  "run/systemd/system",
  "usr/local/lib/systemd/system",
  "usr/lib/systemd/system",
  "lib/systemd/system",
];
const unitNames = ["nocturne@.service", "nocturne.service"];
const desktopName = "nocturne.desktop";

/** A unit that is enabled goes before the desktop session's autostart, and that before a unit that is not. */
export async function findBoot({ root, home }: Pick<Site, "root" | "home">): Promise<Boot> {
  const unit = await findUnit(root);
  if (unit?.enabledAs !== undefined) return unit;
  return (
    (await findDesktop([join(home, ".config/autostart"), resolve(root, "etc/xdg/autostart")])) ??
    unit ?? { kind: "none" }
  );
}

async function findUnit(root: string): Promise<Extract<Boot, { kind: "unit" }> | undefined> {
  for (const folder of unitFolders) {
    for (const name of unitNames) {
      const file = resolve(root, folder, name);
      if (await isThere(file))
        return { kind: "unit", file, enabledAs: await enabledAs(resolve(root, unitFolders[0] ?? "")) };
    }
  }
  return undefined;
}

/** `systemctl enable` makes links in folders such as `graphical.target.wants`. */
async function enabledAs(folder: string): Promise<string | undefined> {
  const wants = (await entries(folder)).filter((name) => /\.(wants|requires)$/.test(name));
  const links = await Promise.all(wants.map((name) => entries(join(folder, name))));
  return links.flat().find((name) => /^nocturne(@[^.]+)?\.service$/.test(name));
}

/** Of files of one name the first counts: a user's own hides the machine's (Desktop Application Autostart Specification). */
async function findDesktop(folders: string[]): Promise<Extract<Boot, { kind: "desktop" }> | undefined> {
  for (const folder of folders) {
    const file = join(folder, desktopName);
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text !== undefined)
      return { kind: "desktop", file, isOn: !/^(Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(text) };
  }
  return undefined;
}

function entries(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

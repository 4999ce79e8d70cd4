import { access } from "node:fs/promises";
import path from "node:path";

export interface Surroundings {
  /** The value of `--config`. */
  explicit?: string | undefined;
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  /** The user's home folder. */
  home: string;
}

/**
 * The configuration file to load; undefined: there is none, show the demo wall. One that was asked for by name is
 * returned though it does not exist, so that its absence is told instead of covered by a demo.
 */
export async function findConfig(surroundings: Surroundings): Promise<string | undefined> {
  const named = surroundings.explicit ?? (surroundings.env["NOCTURNE_CONFIG"] || undefined);
  if (named !== undefined) return named;
  for (const place of configPlaces(surroundings)) if (await exists(place)) return place;
  return undefined;
}

/** Where a configuration is looked for when none is named: the machine's, then the user's. */
export function configPlaces({ env, platform, home }: Surroundings): string[] {
  if (platform === "win32") {
    const machine = env["PROGRAMDATA"] ?? "C:\\ProgramData";
    const user = env["APPDATA"] ?? path.win32.join(home, "AppData", "Roaming");
    return [machine, user].map((folder) => path.win32.join(folder, "Nocturne", "wall.yaml"));
  }
  const user =
    platform === "darwin"
      ? path.posix.join(home, "Library", "Application Support", "Nocturne")
      : path.posix.join(env["XDG_CONFIG_HOME"] || path.posix.join(home, ".config"), "nocturne");
  return ["/etc/nocturne/wall.yaml", path.posix.join(user, "wall.yaml")];
}

/** A file that is there and may not be read counts: loading it says so. */
async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && "code" in thrown && thrown.code === "EACCES";
  }
}

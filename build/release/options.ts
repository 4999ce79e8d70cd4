import { parseArgs } from "node:util";
import { ExpectedError } from "../../server/expected-error.ts";
import type { Authenticode } from "./authenticode.ts";
import type { GpgKey } from "./gpg.ts";

export type System = "linux" | "windows" | "mac";
export type Arch = "x64" | "arm64";

export interface DistOptions {
  systems: System[];
  /** Without a choice, this machine's. */
  archs: Arch[];
  /** Where the artefacts go; undefined: `out/dist`. */
  out: string | undefined;
  /** A folder with an Electron runtime of that system. */
  electron: string | undefined;
  /** Nothing is downloaded: what electron-builder needs a download for is left out. */
  offline: boolean;
  /** A signed apt repository of the deb. */
  apt: boolean;
  /** Whatever cannot be signed fails. */
  isRelease: boolean;
  gpg: GpgKey | undefined;
  authenticode: Authenticode | undefined;
}

const names = ["linux", "windows", "mac"] as const;
const own: Partial<Record<NodeJS.Platform, System>> = { linux: "linux", win32: "windows", darwin: "mac" };

/** Reads `npm run dist -- …`. Keys are named by the environment, and are never arguments. */
export function readDistOptions(args: string[], env: NodeJS.ProcessEnv, platform = process.platform): DistOptions {
  const { values } = parseArgs({
    args,
    options: {
      linux: { type: "boolean" },
      windows: { type: "boolean" },
      mac: { type: "boolean" },
      arch: { type: "string", multiple: true },
      out: { type: "string" },
      electron: { type: "string" },
      offline: { type: "boolean" },
      apt: { type: "boolean" },
      release: { type: "boolean" },
    },
  });
  const named = names.filter((name) => values[name]);
  const systems = named.length > 0 ? named : [own[platform] ?? "linux"];
  const options: DistOptions = {
    systems,
    archs: archsOf(values.arch),
    out: values.out,
    electron: values.electron ?? (env["NOCTURNE_ELECTRON_DIST"] || undefined),
    offline: values.offline ?? false,
    apt: values.apt ?? false,
    isRelease: values.release ?? false,
    gpg: env["NOCTURNE_GPG_KEY"] ? { fingerprint: env["NOCTURNE_GPG_KEY"] } : undefined,
    authenticode: authenticodeOf(env),
  };
  const fault = faultOf(options);
  if (fault !== undefined) throw new ExpectedError(fault);
  return options;
}

/** Why these cannot be built together, and what would be right; undefined where they can. */
function faultOf({ systems, archs, electron, offline, apt, isRelease, gpg, authenticode }: DistOptions) {
  const builds = (system: System) => systems.includes(system);
  if (offline && electron === undefined)
    return "--offline needs an Electron runtime: --electron FOLDER, or NOCTURNE_ELECTRON_DIST";
  if (electron !== undefined && systems.length > 1)
    return "--electron is the runtime of one system; build one at a time";
  if (electron !== undefined && archs.length > 1)
    return "--electron is the runtime of one processor; build one at a time";
  if (offline && builds("mac")) return "a Mac's packages cannot be built offline";
  if (apt && !builds("linux")) return "--apt is a repository of the deb; add --linux";
  if (apt && !gpg) return "--apt signs the repository: name the key's fingerprint in NOCTURNE_GPG_KEY";
  if (isRelease && builds("linux") && !gpg)
    return "a release for Linux is signed: name the key's fingerprint in NOCTURNE_GPG_KEY";
  if (isRelease && builds("windows") && !authenticode)
    return "a release for Windows is signed: name the certificate in NOCTURNE_PKCS12 and NOCTURNE_PKCS12_PASSWORD_FILE";
  return undefined;
}

function archsOf(named: string[] | undefined): Arch[] {
  if (named === undefined) return [process.arch === "arm64" ? "arm64" : "x64"];
  return [...new Set(named)].map((text) => {
    if (text === "x64" || text === "arm64") return text;
    throw new ExpectedError(`--arch ${text} is not built; it is x64 or arm64`);
  });
}

function authenticodeOf(env: NodeJS.ProcessEnv): Authenticode | undefined {
  const [pkcs12, passwordFile] = [env["NOCTURNE_PKCS12"], env["NOCTURNE_PKCS12_PASSWORD_FILE"]];
  if (!pkcs12) return undefined;
  if (!passwordFile)
    throw new ExpectedError(
      "NOCTURNE_PKCS12_PASSWORD_FILE is not set; it names the file with the certificate's password",
    );
  return { pkcs12, passwordFile, timestampUrl: env["NOCTURNE_TIMESTAMP_URL"] || undefined };
}

import { rm } from "node:fs/promises";
import { join } from "node:path";
import electronPackage from "electron/package.json" with { type: "json" };
import type { Configuration } from "electron-builder";
import { fuses } from "./fuses.ts";
import { root } from "./root.ts";

export interface PackOptions {
  /** What is put into the asar: see stage-app.ts. */
  app: string;
  out: string;
  /** A folder with an Electron runtime; without it electron-builder downloads the one of the npm package's version. */
  electron: string | undefined;
  /** Signs a Windows program in its place; without it none is signed. */
  signWindows: ((file: string) => Promise<void>) | undefined;
  /** Nothing leaves unsigned. */
  isRelease: boolean;
}

/** The packages' own name for the product: no space, which Electron's files on Debian would not survive. */
export const productName = "Nocturne";

/** Beside the asar: what makes the wall start with the machine, where the deb has its units. */
const startUp = "start-up";

export function electronBuilderConfig({ app, out, electron, signWindows, isRelease }: PackOptions): Configuration {
  return {
    appId: "nocturne",
    productName,
    executableName: "nocturne",
    copyright: "MIT licence",
    directories: { app, output: out, buildResources: join(root, "build") },
    electronVersion: electronPackage.version,
    ...(electron === undefined ? {} : { electronDist: electron }),
    // All is bundled: what electron-builder finds of the checkout's packages stays out.
    files: ["**/*", "!**/node_modules/**"],
    // A folder given as electronDist brings Electron's own example along.
    afterPack: ({ appOutDir }) => removeExample(appOutDir),
    extraResources: [
      { from: join(out, "THIRD-PARTY-LICENCES.txt"), to: "THIRD-PARTY-LICENCES.txt" },
      { from: join(out, "sbom.cdx.json"), to: "sbom.cdx.json" },
    ],
    asar: true,
    npmRebuild: false,
    publish: null,
    forceCodeSigning: isRelease,
    electronFuses: fuses,
    electronLanguages: ["en", "en-US"],
    artifactName: "nocturne_${version}_${os}_${arch}.${ext}",
    linux: { icon: join(root, "build/icon.png"), category: "Network", syncDesktopName: true, target: [] },
    win: {
      executableName: "Nocturne",
      icon: join(root, "build/icon.ico"),
      extraResources: [
        { from: join(root, "build/windows"), to: startUp },
        { from: join(root, "build/release/app-update.yml"), to: "app-update.yml" },
      ],
      ...(signWindows && {
        signtoolOptions: { sign: ({ path }) => signWindows(path), signingHashAlgorithms: ["sha256"] },
      }),
    },
    nsis: {
      oneClick: true,
      perMachine: true,
      runAfterFinish: false,
      deleteAppDataOnUninstall: false,
      include: join(root, "build/release/installer.nsh"),
    },
    mac: {
      icon: join(root, "build/icon.png"),
      extraResources: [{ from: join(root, "build/mac"), to: startUp }],
      hardenedRuntime: true,
      // With an API key in APPLE_API_KEY, APPLE_API_KEY_ID and APPLE_API_ISSUER.
      notarize: isRelease,
    },
  };
}

async function removeExample(appOutDir: string): Promise<void> {
  await rm(join(appOutDir, "resources/default_app.asar"), { force: true });
}

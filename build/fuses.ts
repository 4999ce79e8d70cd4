import type { Configuration } from "electron-builder";

/** What the packaged program can no longer be talked into: https://www.electronjs.org/docs/latest/tutorial/fuses */
export const fuses: NonNullable<Configuration["electronFuses"]> = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
};

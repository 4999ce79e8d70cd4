/**
 * The switches that are burnt into the packaged program, by the names of electron-builder's `electronFuses`.
 * https://www.electronjs.org/docs/latest/tutorial/fuses
 */
export const fuses = {
  /** ELECTRON_RUN_AS_NODE would make of the kiosk a Node that runs whatever it is given. */
  runAsNode: false,
  /** Cookies that reach the disk are encrypted. One way: a program without it cannot read them. */
  enableCookieEncryption: true,
  /** NODE_OPTIONS could load code. With it goes NODE_EXTRA_CA_CERTS: see `certificate_authorities` of the configuration. */
  enableNodeOptionsEnvironmentVariable: false,
  /** --inspect and SIGUSR1 would open a debugger. */
  enableNodeCliInspectArguments: false,
  /** A changed app.asar does not run. macOS and Windows. */
  enableEmbeddedAsarIntegrityValidation: true,
  /** Nor does a folder beside it. */
  onlyLoadAppFromAsar: true,
  /** The wall comes from its server: file:// needs no more rights than in a browser. */
  grantFileProtocolExtraPrivileges: false,
} as const;

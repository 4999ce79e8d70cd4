import { expect, it } from "vitest";
import { fuses } from "../../build/fuses.ts";

// Burning them needs a runtime, which is not there: what a packaged program has is proven by `npm run dist`.
it("[FU1] each fuse is named, and is set to what leaves no way past the program", () => {
  expect(fuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
});

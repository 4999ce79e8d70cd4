/** Put in place of this name when the server is bundled. */
declare const NOCTURNE_VERSION: string | undefined;

/** The version in package.json; "development" where the sources run as they are. */
export const version: string = typeof NOCTURNE_VERSION === "undefined" ? "development" : NOCTURNE_VERSION;

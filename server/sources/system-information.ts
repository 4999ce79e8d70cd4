/** The library, loaded when it is first asked: it is a fifth of the bundle, and nothing at start-up needs it. */
export function systemInformation(): Promise<typeof import("systeminformation")> {
  return import("systeminformation");
}

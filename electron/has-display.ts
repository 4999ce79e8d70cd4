/** Whether Electron can get ready: without a display it ends before that on Linux. */
export function hasDisplay({ platform, env }: Pick<NodeJS.Process, "platform" | "env">): boolean {
  return platform !== "linux" || Boolean(env["DISPLAY"] || env["WAYLAND_DISPLAY"]);
}

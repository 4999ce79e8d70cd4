import type { KioskInfo } from "../server/protocol/bridge.ts";
import { version } from "../server/version.ts";

/** What is known of every kiosk, and what its parts have to tell. */
export function kioskInfo(told: Omit<KioskInfo, "versions" | "platform">): KioskInfo {
  const { versions, platform, arch } = process;
  return {
    versions: { nocturne: version, electron: versions.electron, chromium: versions.chrome, node: versions.node },
    platform: `${platform} ${arch}`,
    ...told,
  };
}

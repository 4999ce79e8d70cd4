import type { BridgeCall } from "../../server/protocol/bridge.ts";

/** What the preload script and the main process call each other by. */
export const channelOf = (call: BridgeCall) => `nocturne:${call}`;
export const unlockChannel = "nocturne:unlock";

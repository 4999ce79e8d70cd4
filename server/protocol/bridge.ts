import { z } from "zod";
import type { Role } from "./messages.ts";

/** `reload` loads the page anew, `restart` the kiosk's program; `exit` ends it for good; `shutdown` turns the machine off. */
export const leaving = z.strictObject({ kind: z.enum(["reload", "restart", "exit", "shutdown"]) });
export type Leaving = z.infer<typeof leaving>;

/** What the page may ask of the kiosk that shows it: with what, and the least role that its session needs. */
export const bridgeCalls = {
  identifyDisplays: { asks: z.tuple([]), least: "operator" },
  kioskInfo: { asks: z.tuple([]), least: "operator" },
  leave: { asks: z.tuple([leaving]), least: "admin" },
} as const satisfies Record<string, { asks: z.ZodType; least: Role }>;
export type BridgeCall = keyof typeof bridgeCalls;

export interface KioskDisplay {
  /** From 1, as it stands in `screens` of a page. */
  number: number;
  name: string;
  /** Pixels of the screen. */
  width: number;
  height: number;
}

/** What the kiosk knows of itself. A part that is not there has nothing to tell. */
export interface KioskInfo {
  versions: { nocturne: string; electron: string; chromium: string; node: string };
  /** "linux x64" */
  platform: string;
  displays?: KioskDisplay[];
  /** Where the wall's credential is kept. */
  vault?: "systemd" | "keyring" | "plain" | "memory";
  /** How often each step of recovery was taken since the kiosk started. */
  recovery?: Record<string, number>;
}

/** The reason is for a person. */
export type BridgeAnswer<T> = { ok: true; value: T } | { ok: false; reason: string };

/** `window.nocturne`: there in the kiosk, absent in a plain browser. None of its promises rejects. */
export interface Bridge {
  /** Calls `listener` when the keys of `kiosk.unlock_key` are struck. The result stops that. */
  onUnlock(listener: () => void): () => void;
  identifyDisplays(): Promise<BridgeAnswer<undefined>>;
  kioskInfo(): Promise<BridgeAnswer<KioskInfo>>;
  leave(leaving: Leaving): Promise<BridgeAnswer<undefined>>;
}

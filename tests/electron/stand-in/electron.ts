import type { CrashReporter, Menu as ElectronMenu, SafeStorage } from "electron";
import { tell } from "./questions.ts";

export { app } from "./app.ts";
export { ipcMain } from "./ipc.ts";
export { powerMonitor, powerSaveBlocker, screen } from "./machine.ts";
export { session } from "./session.ts";
export { BrowserWindow, WebContentsView } from "./window.ts";

export const Menu = {
  setApplicationMenu: (menu) => tell({ kind: "done", call: "Menu.setApplicationMenu", args: menu }),
} satisfies Pick<typeof ElectronMenu, "setApplicationMenu">;

export const crashReporter = {
  start: (options) => tell({ kind: "done", call: "crashReporter.start", args: options }),
} satisfies Pick<CrashReporter, "start">;

const mark = "encrypted by the stand-in: ";

/** A keyring whose "encryption" turns each byte over: enough to tell plain text from what went through it. */
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => (process.env["STAND_IN_KEYRING"] === "none" ? "basic_text" : "gnome_libsecret"),
  encryptStringAsync: async (text) => Buffer.from(mark + text).map((byte) => byte ^ 0xff) as Buffer<ArrayBuffer>,
  async decryptStringAsync(bytes) {
    const text = Buffer.from(bytes.map((byte) => byte ^ 0xff)).toString();
    if (!text.startsWith(mark)) throw new Error("Error while decrypting the ciphertext");
    return { result: text.slice(mark.length), shouldReEncrypt: false };
  },
} satisfies Pick<
  SafeStorage,
  "isAsyncEncryptionAvailable" | "getSelectedStorageBackend" | "encryptStringAsync" | "decryptStringAsync"
>;

import type { Menu as ElectronMenu, PowerSaveBlocker, SafeStorage } from "electron";
import { tell } from "./questions.ts";

export { app } from "./app.ts";
export { ipcMain } from "./ipc.ts";
export { session } from "./session.ts";
export { BrowserWindow } from "./window.ts";

export const Menu = {
  setApplicationMenu: (menu) => tell({ kind: "done", call: "Menu.setApplicationMenu", args: menu }),
} satisfies Pick<typeof ElectronMenu, "setApplicationMenu">;

let lastBlocker = 0;
export const powerSaveBlocker = {
  start(type) {
    tell({ kind: "done", call: "powerSaveBlocker.start", args: type });
    lastBlocker += 1;
    return lastBlocker;
  },
  stop(id) {
    tell({ kind: "done", call: "powerSaveBlocker.stop", args: id });
    return id === lastBlocker;
  },
} satisfies Pick<PowerSaveBlocker, "start" | "stop">;

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

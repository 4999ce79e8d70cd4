import type { App, Event, Session, WebContents } from "electron";
import { unlockChannel } from "../preload/channels.ts";
import { judgeKey } from "./kiosk-keys.ts";
import type { ShownCertificate } from "./own-certificate.ts";
import type { OwnOrigin } from "./own-origin.ts";

export interface LockOptions {
  own: OwnOrigin;
  /** The operator's, as the configuration says it now: "Ctrl+Alt+U". */
  unlockKey(): string;
}

/** What Chromium is answered: https://www.electronjs.org/docs/latest/api/session#sessetcertificateverifyprocproc */
const certificateIs = { good: 0, refused: -2 } as const;

const deny = (event: Pick<Event, "preventDefault">) => event.preventDefault();

/** Closes every way out of every page that will ever be made in this process. Call before the first window. */
export function lockApp(app: App, options: LockOptions): void {
  app.on("web-contents-created", (_event, contents) => lockContents(contents, options));
  app.on("certificate-error", (event, _contents, _url, _error, _certificate, answer) => {
    deny(event);
    answer(false);
  });
  // A prompt for a password or a certificate would be a dialog on the wall.
  app.on("login", (event, _contents, _details, _info, answer) => {
    deny(event);
    answer();
  });
  app.on("select-client-certificate", deny);
}

function lockContents(contents: WebContents, { own, unlockKey }: LockOptions): void {
  const stayHome = (event: { url: string; preventDefault(): void }) => {
    if (!own.mayNavigate(event.url)) event.preventDefault();
  };
  contents.on("will-navigate", stayHome);
  contents.on("will-frame-navigate", stayHome);
  contents.on("will-redirect", stayHome);
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.on("will-attach-webview", deny);
  contents.on("context-menu", deny);
  // Ignores a page's beforeunload, which would hold up a reload with a question to nobody.
  contents.on("will-prevent-unload", deny);
  contents.on("select-bluetooth-device", (event, _devices, answer) => {
    deny(event);
    answer("");
  });
  // window.moveTo and resizeTo.
  contents.on("content-bounds-updated", deny);
  contents.on("before-input-event", (event, input) => {
    const verdict = judgeKey(input, unlockKey());
    if (verdict !== "type") event.preventDefault();
    if (verdict === "unlock") contents.send(unlockChannel);
  });
  const unzoom = () => contents.setZoomFactor(1);
  contents.on("zoom-changed", unzoom);
  contents.on("did-finish-load", () => {
    unzoom();
    // Rejects only when the page is gone, and then there is nothing to zoom.
    contents.setVisualZoomLevelLimits(1, 1).catch(() => undefined);
  });
}

export interface SessionLock {
  own: OwnOrigin;
  isOwnCertificate(shown: ShownCertificate): boolean;
}

/** No permission, no device, no download, no request to anywhere but the server. */
export function lockSession(partition: Session, { own, isOwnCertificate }: SessionLock): void {
  // Not Chromium's own verdict for any other: whoever vouches for it, it is not our server's.
  partition.setCertificateVerifyProc((shown, answer) =>
    answer(isOwnCertificate(shown) ? certificateIs.good : certificateIs.refused),
  );
  partition.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  partition.setPermissionCheckHandler(() => false);
  partition.setDevicePermissionHandler(() => false);
  partition.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  partition.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  partition.on("select-hid-device", (event, _details, answer) => {
    deny(event);
    answer();
  });
  partition.on("select-usb-device", (event, _details, answer) => {
    deny(event);
    answer();
  });
  partition.on("select-serial-port", (event, _ports, _contents, answer) => {
    deny(event);
    answer("");
  });
  partition.on("file-system-access-restricted", (event, _details, answer) => {
    deny(event);
    answer("deny");
  });
  partition.on("will-download", deny);
  partition.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !own.mayRequest(details.url) }));
}

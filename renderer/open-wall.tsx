import type { ReactNode } from "react";
import type { ClientMessage } from "../server/protocol/client-messages.ts";
import { askSession } from "./link/ask-session.ts";
import { DrawnReport } from "./link/drawn-report.ts";
import { Link } from "./link/link.ts";
import { reloadOnce } from "./link/reload-once.ts";
import { runClock } from "./link/run-clock.ts";
import { screenOf } from "./link/screen.ts";
import { SessionRenewal } from "./link/session-renewal.ts";
import { WallStore } from "./link/store.ts";
import { LinkedContext, WiringContext } from "./link/use-store.ts";
import { Watching } from "./link/watching.ts";
import { whenIdle } from "./link/when-idle.ts";
import { OverlayDoor } from "./overlay/overlay-door.tsx";
import { Sounder } from "./sound/sounder.ts";
import { Speaker } from "./sound/speaker.ts";
import type { Steerable, Steered } from "./steering/steered.ts";
import { ByHand } from "./wall/by-hand.ts";
import { PageTurner } from "./wall/page-turner.ts";
import { RootBoundary } from "./wall/root-boundary.tsx";
import { WallPage } from "./wall/wall.tsx";

const at = (path: string) => new URL(path, location.href).href;

async function loadSteered(wall: Steerable): Promise<Steered> {
  const { Steered } = await import("./steering/steered.ts");
  return new Steered(wall);
}

/** Opens the link to the server, and answers with the wall that draws what comes over it. */
export function openWall(): ReactNode {
  const ask = () => askSession(at("/api/session"));
  const store = new WallStore(whenIdle, screenOf(location.search));
  const turner = new PageTurner(store, sessionStorage);
  const speaker = new Speaker();
  const hand = new ByHand(localStorage);
  const sounder = new Sounder(store, speaker, hand);
  const renewal = new SessionRenewal(ask, () => store.serverNow());
  const link = new Link({
    url: at("/live").replace(/^http/, "ws"),
    askSession: ask,
    reload: reloadOnce,
    onState: (state) => store.setLink(state),
    onIgnored: (count) => {
      document.documentElement.dataset["ignored"] = String(count);
    },
    onMessage: (message) => {
      if (message.type === "welcome") watching.forget();
      store.receive(message);
      if (message.type === "welcome") renewal.plan(message.session.expiresAt);
      if (message.type === "welcome") void steer((steered) => steered.again());
      if (message.type === "steering") void steer((steered) => steered.take(message.steering));
      if (message.type === "session") renewal.plan(message.expiresAt);
    },
  });
  const watching = new Watching((message) => link.send(message));
  turner.subscribe(() => watching.want(turner.panels()));
  // Also where a new socket brings the wall that was there: after the turner, which was told of it first.
  store.subscribe("wall", () => watching.want(turner.panels()));
  const drawn = new DrawnReport((message) => link.send(message));
  const send = (message: ClientMessage) => link.send(message);
  let steered: Promise<Steered> | undefined;
  // Not before the wall is up; where it cannot be loaded it is with the next welcome.
  const steer = async (act: (steered: Steered) => void) => {
    steered ??= loadSteered({ turner, hand, sounder, store, screen: screenOf(location.search), send });
    await steered.then(act, () => {
      steered = undefined;
    });
  };
  runClock(store);
  // Said by the browser when a network is back, and by the kiosk when the server is.
  const reopen = () => link.reopen();
  addEventListener("online", reopen);
  for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => speaker.touched());
  return (
    <LinkedContext value={{ store, send }}>
      <WiringContext value={{ turner, sounder, hand, drawn, reopen }}>
        <RootBoundary>
          <WallPage />
        </RootBoundary>
        <OverlayDoor />
      </WiringContext>
    </LinkedContext>
  );
}

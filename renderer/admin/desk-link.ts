import { askSession, type SessionAnswer } from "../link/ask-session.ts";
import { Link } from "../link/link.ts";
import { reloadOnce } from "../link/reload-once.ts";
import { runClock } from "../link/run-clock.ts";
import { WallStore } from "../link/store.ts";
import type { Linked } from "../link/use-store.ts";
import { WallsSeen } from "../overlay/walls/walls-seen.ts";

const at = (path: string) => new URL(path, location.href).href;

export function askOwnSession(): Promise<SessionAnswer> {
  return askSession(at("/api/session"));
}

export interface DeskLink extends Linked {
  walls: WallsSeen;
  stop(): void;
}

/** The connection of an operator's desk: it knows the alarms and sources of the wall, and draws none of its panels. */
export function openDeskLink(onSignedOut: () => void): DeskLink {
  const store = new WallStore();
  const walls = new WallsSeen();
  const link = new Link({
    url: at("/live").replace(/^http/, "ws"),
    askSession: askOwnSession,
    reload: reloadOnce,
    onState: (state) => {
      store.setLink(state);
      if (state.kind === "signed-out") onSignedOut();
    },
    onIgnored: () => undefined,
    onMessage: (message) => {
      store.receive(message);
      if (message.type === "welcome") link.send({ type: "watch", panels: [] });
      if (message.type === "steering") walls.take(message.steering);
      const role =
        message.type === "welcome" ? message.session.role : message.type === "session" ? message.role : "wall";
      if (role !== "wall") link.send({ type: "oversee" });
    },
  });
  const stopClock = runClock(store);
  return {
    store,
    walls,
    send: (message) => link.send(message),
    stop: () => {
      stopClock();
      link.stop();
    },
  };
}

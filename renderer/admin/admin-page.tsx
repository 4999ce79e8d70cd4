import { useEffect, useSyncExternalStore } from "react";
import { LinkedContext, useStore } from "../link/use-store.ts";
import { WithScreenKeys } from "../overlay/keys/screen-keys.tsx";
import { Pad } from "../overlay/pad/pad.tsx";
import { Sheet } from "../overlay/sheet/sheet.tsx";
import { showPointer } from "../overlay/show-pointer.ts";
import { WallsContext } from "../overlay/walls/walls-seen.ts";
import { useWindowScale } from "../theme/scale.ts";
import type { DeskSession, Standing } from "./desk-session.ts";
import "../overlay/overlay.css";
import "./admin.css";

/** The operator's page in a plain browser, which is no wall: it may ask who somebody is. */
export function AdminPage({ session }: { session: DeskSession }) {
  useWindowScale(undefined);
  useEffect(showPointer, []);
  const standing = useSyncExternalStore(session.subscribe, session.standing);
  // Whatever stands on a desk, or is held in the hand, has keys of its own.
  return (
    <div className="overlay admin">
      <WithScreenKeys isWanted={false} byTouch={false}>
        {shown(standing, session)}
      </WithScreenKeys>
    </div>
  );
}

function shown(standing: Standing, session: DeskSession) {
  switch (standing.kind) {
    case "asking":
      return <p className="admin-wait">Asking the server who you are …</p>;
    case "stranger":
      return <Pad action="login" onProven={session.signedIn} />;
    case "known":
      return (
        <LinkedContext value={standing.link}>
          <WallsContext value={standing.link.walls}>
            <Desk />
          </WallsContext>
        </LinkedContext>
      );
  }
}

/** The session of a browser that shows a wall is unlocked for a while, and goes on being the wall's. */
function Desk() {
  const role = useStore("session", (store) => store.session()?.role);
  if (role === undefined) return <p className="admin-wait">Connecting …</p>;
  return role === "wall" ? <Pad action="unlock" /> : <Sheet />;
}

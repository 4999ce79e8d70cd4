import { type ReactNode, Suspense, useContext, useEffect, useState } from "react";
import type { Session } from "../../../server/protocol/messages.ts";
import { useStore, WiringContext } from "../../link/use-store.ts";
import { describeLink } from "../../wall/link-words.ts";
import { PartBoundary } from "../../wall/part-boundary.tsx";
import { kioskBridge } from "../bridge.ts";
import { ScreenKeys } from "../keys/screen-keys.tsx";
import { sectionsFor } from "../sections.ts";
import { LeaveButton } from "./leave-button.tsx";
import { LockCountdown } from "./lock-countdown.tsx";
import { Refusal } from "./refusal.tsx";
import { useInUse } from "./use-in-use.ts";
import "./sheet.css";

/** All that an operator may do here, a section at a time. `onClose`: where it lies over a wall. */
export function Sheet({ onClose }: { onClose?: () => void }) {
  const session = useStore("session", (store) => store.session());
  useInUse(session?.unlockedUntil !== undefined);
  return session && <Opened session={session} onClose={onClose} />;
}

function Opened({ session, onClose }: { session: Session; onClose: (() => void) | undefined }) {
  const { user, role, unlockedUntil, unlockedAtMost } = session;
  const onWall = useContext(WiringContext) !== undefined;
  const offered = sectionsFor(role, { onWall, inKiosk: kioskBridge() !== undefined });
  // The wall beneath has its own.
  const [Head, Content] = onClose ? (["div", "div"] as const) : (["header", "main"] as const);
  const [id, setId] = useState(offered[0]?.id);
  const section = offered.find((one) => one.id === id);
  return (
    <div
      className={`sheet ${section?.isWide ? "wide" : ""}`}
      role={onClose && "dialog"}
      aria-label={onClose && "Operator"}
    >
      <Head className="sheet-head">
        <p className="sheet-who">
          <strong>{user}</strong> <span className="dim">{role}</span>
        </p>
        {unlockedUntil !== undefined && <LockCountdown until={unlockedUntil} atMost={unlockedAtMost} />}
        <LeaveButton isUnlocked={unlockedUntil !== undefined} onClose={onClose} />
      </Head>
      <nav className="sheet-tabs" aria-label="Sections">
        {offered.map((one) => (
          <button
            key={one.id}
            type="button"
            className="tab"
            aria-current={one === section ? "page" : undefined}
            onClick={() => setId(one.id)}
          >
            {one.title}
          </button>
        ))}
      </nav>
      <LinkTrouble />
      <Content className="sheet-content" key={section?.id}>
        {section && (
          <Guarded>
            <section.Content />
          </Guarded>
        )}
      </Content>
      <div className="sheet-keys">
        <ScreenKeys />
      </div>
      <Refusal />
    </div>
  );
}

/** A section that cannot be loaded or drawn says so, and the others go on. */
function Guarded({ children }: { children: ReactNode }) {
  const [hasFailed, setFailed] = useState(false);
  if (hasFailed) return <p role="alert">This section cannot be shown. Lock the wall and unlock it again.</p>;
  return (
    <PartBoundary onFailure={() => setFailed(true)}>
      <Suspense>
        <Focused>{children}</Focused>
      </Suspense>
    </PartBoundary>
  );
}

/** What is opened has the focus, so that the keys are at the right place. */
function Focused({ children }: { children: ReactNode }) {
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  useEffect(() => box?.focus({ preventScroll: true }), [box]);
  return (
    <div className="section" ref={setBox} tabIndex={-1}>
      {children}
    </div>
  );
}

function LinkTrouble() {
  const trouble = describeLink(useStore("link", (store) => store.link()));
  return (
    trouble && <p className="sheet-trouble" role="alert">{`${trouble.word}. What you do now does not reach it.`}</p>
  );
}

import type { Wall } from "../../server/protocol/wall.ts";
import type { CodeWords } from "../enrolment/code-words.ts";
import type { LinkState } from "../link/link-state.ts";
import { useStore, useTurner } from "../link/use-store.ts";
import { ScaleContext, useWindowScale } from "../theme/scale.ts";
import { BigBand, BigWords } from "./big-words.tsx";
import { FaultStrip } from "./fault-strip.tsx";
import { Header } from "./header.tsx";
import { describeLink } from "./link-words.ts";
import { NightStrip } from "./night-strip.tsx";
import { PageLayer } from "./page-layer.tsx";
import { PageLine } from "./page-line.tsx";
import { Shade } from "./shade.tsx";
import { SkippedStrip } from "./skipped-strip.tsx";
import { SoundStrip } from "./sound-strip.tsx";
import { Strip } from "./strip.tsx";
import { useEnrolment } from "./use-enrolment.ts";
import "./wall.css";

/** The whole wall. Once there is a picture, nothing takes it away: what goes wrong is said beside it. */
export function WallPage() {
  const wall = useStore("wall", (store) => store.wall());
  const link = useStore("link", (store) => store.link());
  const code = useEnrolment(link.kind === "signed-out");
  const scale = useWindowScale(wall?.display);
  return (
    <ScaleContext value={scale}>
      {wall ? <Screen wall={wall} link={link} code={code} /> : <NoWall link={link} code={code} />}
    </ScaleContext>
  );
}

interface LinkProps {
  link: LinkState;
  /** By which a wall that is signed out is let in. */
  code: CodeWords | undefined;
}

/** Before the first picture. */
function NoWall({ link, code }: LinkProps) {
  const trouble = code?.alone ?? describeLink(link);
  const detail = trouble?.detail ?? `to ${location.host}`;
  return (
    <div className="wall" data-link={link.kind}>
      <BigWords tone={trouble ? "blind" : "quiet"} word={trouble?.word ?? "Connecting"} detail={detail} />
    </div>
  );
}

function Screen({ wall, link, code }: LinkProps & { wall: Wall }) {
  const { shown, incoming, skipped } = useTurner((turner) => turner.stage());
  const trouble = code?.band ?? describeLink(link);
  const layers = [shown, incoming].filter((layer) => layer !== undefined);
  return (
    <Shade plan={wall.screen} link={link}>
      <Header wall={wall}>
        <PageLine />
      </Header>
      <main className="picture">
        {layers.map((keyed) => (
          <PageLayer key={keyed.key} keyed={keyed} sources={wall.sources} onScreen={keyed === shown} />
        ))}
        {layers.length === 0 && <NoPage isBroken={skipped.length > 0} />}
      </main>
      {trouble && <BigBand word={trouble.word} detail={trouble.detail} />}
      <div className="strips" role="status">
        {shown && skipped.length > 0 && <SkippedStrip titles={skipped} />}
        {wall.fault && <FaultStrip fault={wall.fault} />}
        <SoundStrip />
        {/* For the same people, who mend the other first. */}
        {!wall.fault && wall.update && <Strip tone="quiet" shape="shelved" variants={wall.update} />}
        {wall.screen && <NightStrip plan={wall.screen} />}
      </div>
    </Shade>
  );
}

function NoPage({ isBroken }: { isBroken: boolean }) {
  return isBroken ? (
    <BigWords tone="blind" word="No page can be drawn" detail="They are tried again every half minute" />
  ) : (
    <BigWords word="This wall has no panels" detail="name some under “pages” in the configuration" />
  );
}

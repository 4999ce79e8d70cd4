import { useState } from "react";
import type { Order, SeenWall } from "../../../server/protocol/steering.ts";
import { useLinked } from "../../link/use-store.ts";
import { formatMinute } from "../../theme/format-time.ts";
import { levels, mutes } from "../pages/choices.ts";
import { Block } from "../parts/block.tsx";
import { Button } from "../parts/button.tsx";
import { Choice } from "../parts/choice.tsx";
import { pageTitle, wallName } from "./wall-words.ts";
import { useWallsSeen } from "./walls-seen.ts";

/** Steers the walls that look on, one or all of them, as their own overlay would. */
export default function WallsSection() {
  const seen = useWallsSeen();
  const { send } = useLinked();
  const [wanted, setWanted] = useState<string>();
  if (!seen) return <p role="status">Asking which walls look on …</p>;
  if (seen.length === 0) return <p role="status">No wall looks on now. One that comes back is shown here.</p>;
  const chosen = seen.find(({ id }) => id === wanted);
  const steered = chosen ? [chosen] : seen;
  const steer = (order: Order) => send({ type: "steer", wall: chosen?.id ?? null, order });
  return (
    <div className="blocks">
      <Block title="Which wall" state={steered.map(stateWords).join(" · ")}>
        <div className="row" role="group" aria-label="Which wall">
          <Button isOn={!chosen} onPress={() => setWanted(undefined)}>
            {`All ${seen.length}`}
          </Button>
          {seen.map((wall) => (
            <Button key={wall.id} isOn={wall === chosen} onPress={() => setWanted(wall.id)}>
              {wallName(wall)}
            </Button>
          ))}
        </div>
      </Block>
      <Pages steered={steered} steer={steer} />
      <Block
        title="Brightness"
        state="An open alarm, and a wall that cannot see, light the screen whatever is set here."
      >
        <Choice
          label="While all is quiet"
          options={levels}
          chosen={common(steered.map(({ level }) => level))}
          onChoose={(level) => steer({ do: "dim", level })}
        />
      </Block>
      <Block title="Sound" state={soundState(steered)}>
        <div className="row">
          <Button onPress={() => steer({ do: "test-sound" })}>Test the sound there</Button>
          {mutes.map(({ minutes, label }) => (
            <Button key={minutes} onPress={() => steer({ do: "mute", minutes })}>
              {label}
            </Button>
          ))}
          {steered.some(({ mutedUntil }) => mutedUntil !== undefined) && (
            <Button isMain onPress={() => steer({ do: "mute", minutes: 0 })}>
              Sound again
            </Button>
          )}
        </div>
      </Block>
    </div>
  );
}

interface PagesProps {
  steered: readonly SeenWall[];
  steer(order: Order): void;
}

function Pages({ steered, steer }: PagesProps) {
  const pages = new Map(steered.flatMap((wall) => wall.pages.map(({ key, title }) => [key, title] as const)));
  const shown = common(steered.map(({ page }) => page));
  const areHeld = steered.every(({ isHeld }) => isHeld);
  return (
    <Block title="Pages">
      <div className="row">
        <Button onPress={() => steer({ do: "step", by: -1 })}>‹ Back</Button>
        <Button onPress={() => steer({ do: "step", by: 1 })}>Next ›</Button>
        {areHeld ? (
          <Button isOn onPress={() => steer({ do: "resume" })}>
            Let them take turns
          </Button>
        ) : (
          <Button onPress={() => steer({ do: "hold" })}>Hold the page</Button>
        )}
      </div>
      <div className="row" role="group" aria-label="Show a page">
        {[...pages].map(([key, title]) => (
          <Button key={key} isOn={key === shown} onPress={() => steer({ do: "show", page: key })}>
            {title}
          </Button>
        ))}
      </div>
    </Block>
  );
}

function stateWords(wall: SeenWall): string {
  return `${wallName(wall)}: ${pageTitle(wall)}${wall.isHeld ? ", held" : ""}`;
}

function soundState(walls: readonly SeenWall[]): string {
  return walls
    .map((wall) => {
      const { sound, mutedUntil } = wall;
      const word = sound === "ready" ? "on" : sound === "none" ? "not configured" : sound;
      return `${wallName(wall)}: ${word}${mutedUntil === undefined ? "" : ` until ${formatMinute(mutedUntil)}`}`;
    })
    .join(" · ");
}

/** What all of them have; undefined where they differ. */
function common<T>(values: readonly T[]): T | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

import { useByHand, useStore, useWiring } from "../../link/use-store.ts";
import { Block } from "../parts/block.tsx";
import { Choice } from "../parts/choice.tsx";
import { levels } from "./choices.ts";

/** How bright this screen is, and whether its picture moves against burn-in. */
export function Brightness() {
  const { hand } = useWiring();
  const { level = 1, orbit } = useByHand();
  const planned = useStore("wall", (store) => store.wall()?.screen?.orbit ?? true);
  const orbits = [
    { value: "planned", label: `As configured: ${planned ? "on" : "off"}` },
    { value: "on", label: "On" },
    { value: "off", label: "Off" },
  ] as const;
  return (
    <Block title="Brightness" state="An open alarm, and a wall that cannot see, light the screen whatever is set here.">
      <div className="row">
        <Choice
          label="While all is quiet"
          options={levels}
          chosen={level}
          onChoose={(value) => hand.set({ level: value === 1 ? undefined : value })}
        />
        <Choice
          label="Picture moves against burn-in"
          options={orbits}
          chosen={orbit === undefined ? "planned" : orbit ? "on" : "off"}
          onChoose={(value) => hand.set({ orbit: value === "planned" ? undefined : value === "on" })}
        />
      </div>
    </Block>
  );
}

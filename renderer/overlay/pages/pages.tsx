import { useState } from "react";
import { useTurner, useWiring } from "../../link/use-store.ts";
import { heldWords, turnWords } from "../../wall/page-words.ts";
import { kioskBridge } from "../bridge.ts";
import { Block } from "../parts/block.tsx";
import { Button } from "../parts/button.tsx";

/** Shows, holds and turns the pages of this screen. */
export function Pages() {
  const { turner } = useWiring();
  const { shown, heldFor, isHeld } = useTurner((turner) => turner.stage());
  const left = useTurner((turner) => turner.leftSeconds());
  const pages = useTurner((turner) => turner.pages());
  const bridge = kioskBridge();
  const title = shown?.page.title ?? "No page";
  const [state = title] = heldFor.length > 0 ? heldWords(title, heldFor, left) : turnWords(title, left, isHeld);
  return (
    <Block title="Pages" state={state}>
      <div className="row">
        <Button onPress={() => turner.step(-1)}>‹ Back</Button>
        <Button onPress={() => turner.step(1)}>Next ›</Button>
        {isHeld ? (
          <Button isOn onPress={() => turner.resume()}>
            Let them take turns
          </Button>
        ) : (
          <Button onPress={() => turner.hold()}>Hold this page</Button>
        )}
        {bridge && <Identify ask={() => bridge.identifyDisplays()} />}
      </div>
      <div className="row" role="group" aria-label="Show a page">
        {pages.map(({ key, page }) => (
          <Button key={key} isOn={key === shown?.key} onPress={() => turner.show(key)}>
            {page.title}
          </Button>
        ))}
      </div>
    </Block>
  );
}

function Identify({ ask }: { ask: () => Promise<{ ok: true } | { ok: false; reason: string }> }) {
  const [trouble, setTrouble] = useState("");
  const identify = async () => {
    const answer = await ask();
    setTrouble(answer.ok ? "" : answer.reason);
  };
  return (
    <>
      <Button onPress={() => void identify()}>Which display is which?</Button>
      {trouble !== "" && <p role="alert">{trouble}</p>}
    </>
  );
}

import { useEffect, useState } from "react";
import type { Bridge, BridgeAnswer, KioskInfo } from "../../../server/protocol/bridge.ts";
import { kioskBridge } from "../bridge.ts";
import { Block } from "../parts/block.tsx";
import { Facts } from "./facts.tsx";

/** What the kiosk tells of itself; nothing in a plain browser. */
export function KioskFacts() {
  const bridge = kioskBridge();
  return bridge && <Told bridge={bridge} />;
}

function Told({ bridge }: { bridge: Bridge }) {
  const [answer, setAnswer] = useState<BridgeAnswer<KioskInfo>>();
  useEffect(() => {
    const ask = async () => setAnswer(await bridge.kioskInfo());
    void ask();
  }, [bridge]);
  if (!answer) return null;
  if (!answer.ok) return <Block title="Kiosk" state={answer.reason} />;
  return (
    <Block title="Kiosk">
      <Facts facts={factsOf(answer.value)} />
    </Block>
  );
}

function factsOf({ versions, platform, displays, vault, recovery }: KioskInfo): [string, string][] {
  const steps = Object.entries(recovery ?? {}).filter(([, count]) => count > 0);
  return [
    ["Versions", `Nocturne ${versions.nocturne}, Electron ${versions.electron}, Chromium ${versions.chromium}`],
    ["Platform", platform],
    ...(displays ?? []).map(({ number, name, width, height }): [string, string] => [
      `Display ${number}`,
      `${name}, ${width} × ${height}`,
    ]),
    ...(vault ? [["Credential kept by", vault] satisfies [string, string]] : []),
    ["Recovery steps", steps.length === 0 ? "none" : steps.map(([step, count]) => `${step} ${count}`).join(", ")],
  ];
}

import { expect, test } from "vitest";
import type { Drawing } from "../../../renderer/panels/define.ts";
import { drawingOf, registerDrawings } from "../../../renderer/panels/registry.ts";
import type { Sight } from "../../../renderer/wall/sight.ts";
import type { Frame } from "../../../server/protocol/frames.ts";
import { panelTypeNames } from "../../../server/protocol/panels.ts";
import type { Panel } from "../../../server/protocol/wall.ts";

const complete = Object.fromEntries(panelTypeNames.map((type) => [`./${type}.tsx`, drawingOf(type)]));

function without(path: string): Record<string, Drawing> {
  return Object.fromEntries(Object.entries(complete).filter(([one]) => one !== path));
}

test("[PN5] every panel type of the protocol has its drawing", () => {
  expect([...registerDrawings(complete).keys()].toSorted()).toEqual(panelTypeNames.toSorted());
});

test("[PN5] a missing file is named", () => {
  expect(() => registerDrawings(without("./stat.tsx"))).toThrow("no file in renderer/panels for: stat");
});

test("[PN5] a file that is named after another type than it draws is refused", () => {
  const files = { ...without("./stat.tsx"), "./status-2.tsx": drawingOf("status") };
  expect(() => registerDrawings(files)).toThrow("renderer/panels/./status-2.tsx draws status");
});

test("[PN6] a frame of another kind than the panel draws is a fault of that panel, told with both kinds", () => {
  const panel: Panel = { id: "p", type: "stat", title: "P", at: [0, 0, 1, 1], options: { last: "10m" } };
  const text: Frame = { kind: "text", text: "" };
  const sight: Sight = { kind: "seen" };
  const figures = { newest: () => text, onFrame: () => () => undefined };
  expect(() => drawingOf("stat").draw({ panel, source: undefined, frame: text, sight, figures })).toThrow(
    "a stat panel draws stat; panel p was given text",
  );
});

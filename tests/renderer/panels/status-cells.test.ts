import { expect, test } from "vitest";
import { cellGrid } from "../../../renderer/panels/cell-grid.ts";
import { nameVariants } from "../../../renderer/panels/name-variants.ts";
import { selectStates } from "../../../renderer/panels/select-states.ts";
import { typeScale } from "../../../renderer/theme/type-scale.ts";
import type { Level, State } from "../../../server/protocol/frames.ts";

const near = typeScale({ widthPx: 1920, heightPx: 1080 });
const far = typeScale({ widthPx: 1920, heightPx: 1080, display: { diagonalMm: 1397, distanceMm: 5000 } });
const box = { width: 745, height: 405 };

function state(id: string, level: Level): State {
  return { id, name: id, level, value: "", reason: "", since: 0 };
}

test("[PN2] 24 targets stand in four columns of six, with room for two lines of the smallest type", () => {
  const grid = cellGrid(box, { count: 24, nameEm: 5 }, near);
  expect(grid).toMatchObject({ columns: 4, rows: 6 });
  expect(grid.height).toBeGreaterThan(2 * 1.2 * near.small);
});

test("[PN2] type never falls below the smallest: where it is large there are fewer cells, inside the box", () => {
  const grid = cellGrid(box, { count: 24, nameEm: 5 }, far);
  expect(grid.columns * grid.rows).toBeLessThan(24);
  expect(grid.namePx).toBeGreaterThanOrEqual(far.small);
  expect(grid.detailPx).toBeGreaterThanOrEqual(far.small);
  expect(grid.columns * grid.width + (grid.columns - 1) * grid.gap).toBeLessThanOrEqual(box.width + 0.01);
  expect(grid.rows * grid.height + (grid.rows - 1) * grid.gap).toBeLessThanOrEqual(box.height + 0.01);
});

test("[PN3] where not all fit, the worst are shown in their usual order and one cell is kept to say what is left out", () => {
  const states = [
    state("a", "ok"),
    state("b", "warning"),
    state("c", "ok"),
    state("d", "critical"),
    state("e", "unknown"),
  ];
  const { shown, hidden, worst } = selectStates(states, 4, ({ level }) => level);
  expect(shown.map(({ id }) => id)).toEqual(["b", "d", "e"]);
  expect(hidden.map(({ id }) => id)).toEqual(["a", "c"]);
  expect(worst).toBe("ok");
});

test("[PN3] what somebody has acknowledged gives way to what nobody has", () => {
  const states = [state("acked", "critical"), state("open", "warning"), state("fine", "ok")];
  const { shown, worst } = selectStates(states, 2, ({ id, level }) => (id === "acked" ? "acknowledged" : level));
  expect(shown.map(({ id }) => id)).toEqual(["open"]);
  expect(worst).toBe("acknowledged");
});

test("[PN4] names that do not fit lose what they have in common, not what tells them apart", () => {
  const variantsOf = nameVariants(["rack-012-switch", "rack-104-switch"]);
  expect(variantsOf("rack-012-switch")).toEqual(["rack-012-switch", "rack-012…", "…012…"]);
  expect(nameVariants(["mail"])("mail")).toEqual(["mail"]);
  expect(nameVariants(["mail", "wiki"])("mail")).toEqual(["mail"]);
});

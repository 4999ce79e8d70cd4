import { expect, test } from "vitest";
import { rowList } from "../../../renderer/panels/row-list.ts";
import { markDays, uptimeText } from "../../../renderer/panels/uptime-days.ts";
import { typeScale } from "../../../renderer/theme/type-scale.ts";

const day = 86_400_000;
const now = 20_000 * day + day / 2;

test("[PN15] days before the memory began are told apart from days within it in which nobody looked", () => {
  const marks = markDays([null, null, 1, null, 0.75, 1], { since: now - 3 * day, now });
  expect(marks).toEqual([
    { is: "unwatched", at: 0, days: 2 },
    { is: "well", at: 2 },
    { is: "unseen", at: 3, days: 1 },
    { is: "down", at: 4, share: 0.25 },
    { is: "well", at: 5 },
  ]);
});

test("[PN15] an uptime is never rounded up, and none is claimed where none is known", () => {
  expect(uptimeText([null, 1, 1])).toBe("100 %");
  expect(uptimeText([1, 0.999_999])).toBe("99.99 %");
  expect(uptimeText([0.9, 1])).toBe("95.0 %");
  expect(uptimeText([null])).toBeUndefined();
});

test("[PN14] rows are as tall as the box allows, and as many as fit in the smallest type", () => {
  const scale = typeScale({ widthPx: 1920, heightPx: 1080 });
  const few = rowList(300, 3, { lineEm: 2, scale });
  expect(few.shown).toBe(3);
  expect(few.sizePx).toBeGreaterThan(scale.small);
  const many = rowList(300, 40, { lineEm: 2, scale });
  expect(many.sizePx).toBeGreaterThanOrEqual(scale.small);
  expect(many.shown * many.rowPx).toBeLessThanOrEqual(300.01);
});

import { expect, test } from "vitest";
import { namesApart } from "../../server/sources/label-names.ts";

test.each([
  ["one thing needs no name", [{ instance: "a" }], [""]],
  [
    "what is common is left out",
    [
      { job: "x", instance: "a" },
      { job: "x", instance: "b" },
    ],
    ["a", "b"],
  ],
  [
    "the most telling label is enough",
    [
      { job: "node", instance: "a:9100" },
      { job: "prometheus", instance: "b:9090" },
    ],
    ["a:9100", "b:9090"],
  ],
  [
    "as many labels as it takes",
    [
      { instance: "a", device: "eth0" },
      { instance: "a", device: "eth1" },
      { instance: "b", device: "eth0" },
    ],
    ["a eth0", "a eth1", "b eth0"],
  ],
  [
    "a label that tells nothing more is passed by",
    [
      { zz: "1", instance: "a" },
      { zz: "2", instance: "b" },
    ],
    ["a", "b"],
  ],
  [
    "a number is named",
    [
      { cpu: "0", mode: "idle" },
      { cpu: "0", mode: "user" },
      { cpu: "1", mode: "idle" },
    ],
    ["cpu 0 idle", "cpu 0 user", "cpu 1 idle"],
  ],
  ["a label that one has not is named", [{ mode: "idle" }, {}], ["mode=idle", "mode="]],
])("[PM2] names: %s", (_, labels, expected) => {
  expect(namesApart(labels)).toEqual(expected);
});

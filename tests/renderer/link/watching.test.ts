import { expect, test } from "vitest";
import { Watching } from "../../../renderer/link/watching.ts";
import type { ClientMessage } from "../../../server/protocol/client-messages.ts";

test("[LK12] what is watched is told when it changes, and anew to each new socket", () => {
  const sent: ClientMessage[] = [];
  const watching = new Watching((message) => sent.push(message));
  watching.want(["a"]);
  watching.want(["a"]);
  watching.want(["a", "b"]);
  watching.forget();
  watching.want(["a", "b"]);
  expect(sent.map((message) => message.type === "watch" && message.panels)).toEqual([["a"], ["a", "b"], ["a", "b"]]);
});

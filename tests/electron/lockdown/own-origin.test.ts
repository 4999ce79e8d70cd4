import { describe, expect, it } from "vitest";
import { ownOrigin } from "../../../electron/lockdown/own-origin.ts";

const own = ownOrigin("http://127.0.0.1:7400");

describe("the wall's own origin", () => {
  it.each(["http://127.0.0.1:7400", "http://127.0.0.1:7400/", "http://127.0.0.1:7400/a?b#c"])(
    "[LD3] %s may be shown and asked for",
    (url) => {
      expect([own.mayNavigate(url), own.mayRequest(url)]).toEqual([true, true]);
    },
  );

  it("[LD3] its websocket may be opened, and is no page", () => {
    expect([own.mayNavigate("ws://127.0.0.1:7400/live"), own.mayRequest("ws://127.0.0.1:7400/live")]).toEqual([
      false,
      true,
    ]);
    expect(ownOrigin("https://wall.example").mayRequest("wss://wall.example/live")).toBe(true);
  });

  it.each([
    "http://127.0.0.1:7401/",
    "http://127.0.0.1/",
    "https://127.0.0.1:7400/",
    "http://localhost:7400/",
    "http://127.0.0.1:7400.evil.example/",
    "http://evil.example/http://127.0.0.1:7400/",
    "http://127.0.0.1:7400@evil.example/",
    "blob:http://127.0.0.1:7400/a-page-made-by-a-script",
    "data:text/html,hello",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "about:blank",
    "chrome://gpu",
    "wss://127.0.0.1:7400/live",
    "",
    "not a URL",
  ])("[LD3] %j is neither shown nor asked for", (url) => {
    expect([own.mayNavigate(url), own.mayRequest(url)]).toEqual([false, false]);
  });
});

import { describe, expect, test } from "vitest";
import { sanitiseSvg } from "../../../../server/config/edit/logo/sanitise-svg.ts";

const svg = (inside: string, attributes = "") =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10"${attributes}>${inside}<path d="M0 0"/></svg>`;

describe("an SVG that somebody sends", () => {
  test("[BN4] is drawn as before where it only draws", async () => {
    const drawing =
      '<defs><linearGradient id="a" gradientUnits="userSpaceOnUse"><stop offset="0" stop-color="#fff"/></linearGradient></defs>' +
      '<g fill="url(#a)" transform="scale(2)"><use xlink:href="#a"/><text x="1">A &amp; B</text></g>';
    const { text, removed } = await sanitiseSvg(`<?xml version="1.0"?><!-- made by hand -->${svg(drawing)}`);
    expect(removed).toEqual([]);
    for (const part of [
      'gradientUnits="userSpaceOnUse"',
      'viewBox="0 0 10 10"',
      'fill="url(#a)"',
      'xlink:href="#a"',
      "A &amp; B",
    ])
      expect(text).toContain(part);
  });

  test.each([
    ["a script", svg("<script>alert(1)</script>"), "alert", "script"],
    [
      "a script in another namespace",
      svg('<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'),
      "script",
      "",
    ],
    ["foreign content", svg("<foreignObject><body onload='alert(1)'/></foreignObject>"), "body", "foreignObject"],
    ["an event handler", svg("", ' onload="alert(1)"'), "alert", "onload"],
    ["one in capitals", svg("", ' ONLOAD="alert(1)"'), "alert", "ONLOAD"],
    ["a picture from elsewhere", svg('<image href="https://evil.example/x.png"/>'), "evil", "href"],
    ["an SVG within", svg('<image href="data:image/svg+xml;base64,AAAA"/>'), "data:", "href"],
    ["a reference to elsewhere", svg('<use xlink:href="https://evil.example/x.svg#a"/>'), "evil", "xlink:href"],
    ["a paint from elsewhere", svg('<g fill="url(https://evil.example/#a)"/>'), "evil", "fill"],
    ["one in quotes", svg(`<g fill="url( 'https://evil.example/#a')"/>`), "evil", "fill"],
    ["a style that loads", svg('<g style="background:url(//evil.example)"/>'), "evil", "style"],
    ["an escaped one", svg('<g style="background:u\\72l(//evil.example)"/>'), "evil", "style"],
    ["a link", svg('<a href="javascript:alert(1)"><path d="M1 1"/></a>'), "alert", "a"],
    ["an animation", svg('<set attributeName="href" to="javascript:alert(1)"/>'), "alert", "set"],
    ["an HTML frame", svg('<iframe src="javascript:alert(1)"></iframe>'), "alert", "iframe"],
  ])("[BN4] loses %s", async (_, text, gone, removed) => {
    const safe = await sanitiseSvg(text);
    expect(safe.text).not.toContain(gone);
    expect(safe.text).toContain('<path d="M0 0"');
    if (removed) expect(safe.removed).toContain(removed);
  });

  test.each([
    ["a style sheet", svg("<style>path{fill:red}</style>"), "presentation attributes"],
    ["entities", `<!DOCTYPE svg [<!ENTITY a "x">]>${svg("&a;")}`, "entities"],
    [
      "nothing that draws",
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      "nothing is left",
    ],
  ])("[BN4] is refused in words with %s", async (_, text, words) => {
    await expect(sanitiseSvg(text)).rejects.toThrow(words);
  });
});

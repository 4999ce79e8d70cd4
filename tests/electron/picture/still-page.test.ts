import { describe, expect, it } from "vitest";
import { lastPicturePage } from "../../../electron/picture/last-picture.ts";
import { identifyPage } from "../../../electron/screens/identify.ts";

describe("pages that stand over the wall", () => {
  it("[DP6] a screen that is asked shows its number, its name, and how many pixels it has", () => {
    const bounds = { x: 1920, y: 0, width: 1920, height: 1080 };
    const page = identifyPage({
      screen: 2,
      isPresent: true,
      display: { id: 7, label: 'TV <"left">', bounds, scaleFactor: 2 },
    });
    expect(page).toContain(">2</p>");
    expect(page).toContain("3840 × 2160");
    expect(page).toContain("TV &lt;&quot;left&quot;>");
    expect(page).not.toContain('<"left');
  });

  it("[RC9] a window that never had a picture is covered by words alone", () => {
    const page = lastPicturePage(undefined, Date.UTC(2026, 0, 1));
    expect(page).toContain("There is no picture yet");
    expect(page).not.toContain("<img");
  });
});

import type { Page } from "playwright";
import type { Gesture } from "./questions.ts";

const place = { x: 200, y: 200 };

export async function gesture(page: Page, made: Gesture): Promise<void> {
  switch (made.kind) {
    case "click":
      return page.mouse.click(place.x, place.y, { button: made.button });
    case "wheel":
      if (made.control) await page.keyboard.down("Control");
      await page.mouse.wheel(0, -300);
      return page.keyboard.up("Control");
    case "pinch": {
      const session = await page.context().newCDPSession(page);
      await session.send("Input.synthesizePinchGesture", {
        ...place,
        scaleFactor: made.scale,
        gestureSourceType: "mouse",
      });
      return session.detach();
    }
    case "drop": {
      const session = await page.context().newCDPSession(page);
      const items = [{ mimeType: "text/uri-list", data: made.address }];
      const data = { items, files: made.files, dragOperationsMask: 1 };
      for (const type of ["dragEnter", "dragOver", "drop"] as const)
        await session.send("Input.dispatchDragEvent", { ...place, type, data });
      return session.detach();
    }
  }
}

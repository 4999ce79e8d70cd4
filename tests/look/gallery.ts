import { fileURLToPath } from "node:url";
import { Lifetime } from "../../server/lifetime.ts";
import { panelTypeNames } from "../../server/protocol/panels.ts";
import { gallery } from "../resources/gallery.ts";
import { startScriptedWall } from "../resources/scripted-wall.ts";

/** Serves every state of one panel type to a browser: `npm run gallery -- gauge`. Ends with an interrupt. */
const wanted = process.argv[2];
const type = panelTypeNames.find((name) => name === wanted);
if (!type) {
  console.error(`name one of the panel types: ${panelTypeNames.join(", ")}`);
  process.exit(1);
}
const lifetime = new Lifetime();
const files = fileURLToPath(new URL("../../out/renderer", import.meta.url));
const { url } = await startScriptedWall({ scene: gallery(type), files, lifetime });
console.log(url);
process.once("SIGINT", () => void lifetime.end());

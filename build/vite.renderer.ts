import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { withoutJsonSchema } from "./without-json-schema.ts";

/**
 * What the wall loads at once or shares with its overlay: one file, since one of its own for each handful costs more. What
 * only operators send and ask is loaded with what needs it.
 */
const ofTheWall =
  /node_modules\/(react|react-dom|scheduler|zod)\/|server\/protocol\/(?!(steering|configuration|diagnostics|accounts|alarm-history)\.)|renderer\/(link|theme|wall|panels|sound)\/|renderer\/(open-wall|overlay\/bridge|overlay\/corner)\./;

/** Builds the wall into out/renderer: plain files for the server to hand out, nothing in line (the CSP forbids it). */
export default defineConfig({
  root: new URL("../renderer", import.meta.url).pathname,
  plugins: [react(), withoutJsonSchema()],
  build: {
    outDir: new URL("../out/renderer", import.meta.url).pathname,
    emptyOutDir: true,
    target: "chrome140",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: "wall", test: ofTheWall }] },
      },
    },
  },
});

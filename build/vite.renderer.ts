import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Builds the wall into out/renderer: plain files for the server to hand out, nothing in line (the CSP forbids it). */
export default defineConfig({
  root: new URL("../renderer", import.meta.url).pathname,
  plugins: [react()],
  build: {
    outDir: new URL("../out/renderer", import.meta.url).pathname,
    emptyOutDir: true,
    target: "chrome140",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
});

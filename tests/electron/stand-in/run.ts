// Runs the built main process in plain Node, with the stand-in where it asks for "electron".
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { reasonOf } from "../../../server/expected-error.ts";
import { answer } from "./answer.ts";
import { app } from "./app.ts";
import { behaveAsPackaged } from "./asar.ts";
import { hurry } from "./fast-clock.ts";
import { type Question, tell } from "./questions.ts";

const standIn = new URL("electron.ts", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: standIn, shortCircuit: true } : next(specifier, context),
});
Object.assign(process.versions, { electron: "the stand-in", chrome: "its Chromium" });
process.on("message", ({ id, question }: { id: number; question: Question }) => {
  answer(question).then(
    (value) => tell({ kind: "answer", id, value }),
    (failure: unknown) => tell({ kind: "failure", id, reason: reasonOf(failure) }),
  );
});
// The test's end of the channel alone must not keep the kiosk alive, nor outlive it.
process.on("disconnect", () => app.exit(1));

const resources = process.env["STAND_IN_RESOURCES"];
if (resources) behaveAsPackaged(resources);
const main = process.env["STAND_IN_MAIN"];
if (!main) throw new Error("STAND_IN_MAIN names no main process to run");
if (process.env["STAND_IN_SPEED"]) hurry(Number(process.env["STAND_IN_SPEED"]));
await import(pathToFileURL(main).href);
app.becomeReady();

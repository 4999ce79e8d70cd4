import type { EventEmitter } from "node:events";
import { app } from "./app.ts";
import { Happening } from "./happening.ts";
import { invoke } from "./ipc.ts";
import { press } from "./keyboard.ts";
import type { Outcome, Question } from "./questions.ts";
import { BrowserWindow } from "./window.ts";

/** Answers a test's question from inside the kiosk's process. */
export async function answer(question: Question): Promise<unknown> {
  if (question.ask === "quit") return app.quit();
  const window = BrowserWindow.last;
  if (!window) throw new Error("there is no window yet");
  const page = await window.page;
  switch (question.ask) {
    case "evaluate":
      return page.evaluate(question.expression);
    case "cookies":
      return page.context().cookies();
    case "address":
      return page.url();
    case "invoke":
      return invoke(window.webContents, question.from, [question.channel, question.args]);
    case "press":
      return press(window, question.keys);
    case "emit": {
      const emitters: Record<typeof question.on, EventEmitter> = {
        app,
        contents: window.webContents,
        partition: window.partition,
      };
      return emit(emitters[question.on], question);
    }
    case "handler": {
      const handler = window.partition.handlers.get(question.name);
      if (!handler) throw new Error(`the kiosk set no handler "${question.name}"`);
      const answers: unknown[][] = [];
      // The arguments are the test's own, made to the handler's shape.
      const returned = handler(...([...question.args, (...given: unknown[]) => answers.push(given)] as never[]));
      return { prevented: false, answers, returned } satisfies Outcome;
    }
  }
}

function emit(emitter: EventEmitter, { event, detail, args = [] }: Extract<Question, { ask: "emit" }>): Outcome {
  const answers: unknown[][] = [];
  const happening = Object.assign(new Happening(), detail);
  emitter.emit(event, happening, ...args, (...given: unknown[]) => answers.push(given));
  return { prevented: happening.isPrevented, answers };
}

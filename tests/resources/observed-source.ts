import { pino } from "pino";
import { Lifetime } from "../../server/lifetime.ts";
import type { Frame, FrameKind, FrameOf, State } from "../../server/protocol/frames.ts";
import type { Condition, Heard, SourceType } from "../../server/sources/define.ts";

export interface ObserveOptions {
  serverUrl?: string;
  /** Where relative paths in the options start. */
  folder?: string;
  /** How long `until` waits. */
  patienceMs?: number;
}

/** Starts a source as the board does, and keeps what it tells. Give it to `await using`. */
export function observeSource(
  type: SourceType,
  options: unknown,
  { serverUrl, folder, patienceMs }: ObserveOptions = {},
) {
  const lifetime = new Lifetime();
  let conditions: Condition[] = [];
  let heard: Heard = {};
  let observations = 0;
  const failures: string[] = [];
  const listeners = new Set<() => void>();
  const changed = () => listeners.forEach((listener) => listener());
  const answers = type.configure(options, folder ?? "/").start({
    id: "source",
    log: pino({ level: "silent" }),
    lifetime,
    serverUrl: serverUrl ?? "http://127.0.0.1:9",
    observed(now = [], told = {}) {
      conditions = now;
      heard = told;
      observations += 1;
      changed();
    },
    failing(reason) {
      failures.push(reason);
      changed();
    },
  });

  function open<K extends FrameKind>(kind: K, text?: string, lastMs = 600_000): () => FrameOf<K> {
    const view = answers[kind]?.({ text, lastMs }, lifetime);
    if (!view) throw new Error(`the source answers no ${kind}`);
    return () => {
      const frame: Frame | undefined = view();
      if (!isKind(frame, kind)) throw new Error(`no ${kind} yet`);
      return frame;
    };
  }

  return {
    open,
    answers,
    failures,
    lifetime,
    conditions: () => conditions,
    heard: () => heard,
    observations: () => observations,
    states: () => new Map(open("states")().states.map((state): [string, State] => [state.name, state])),
    /** Resolves as soon as an observation makes it true. */
    until(what: string, isTrue: () => boolean): Promise<void> {
      return new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer);
          listeners.delete(look);
        };
        const look = () => {
          if (!isTrue()) return;
          stop();
          resolve();
        };
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`waited in vain: ${what}`));
        }, patienceMs ?? 8000);
        listeners.add(look);
        look();
      });
    },
    [Symbol.asyncDispose]: () => lifetime.end(),
  };
}

function isKind<K extends FrameKind>(frame: Frame | undefined, kind: K): frame is FrameOf<K> {
  return frame?.kind === kind;
}

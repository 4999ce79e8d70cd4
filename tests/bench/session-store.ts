import session, { Cookie, type SessionData, type Store } from "express-session";
import { MemoryStore } from "../../server/sessions/memory-store.ts";
import { settledHeap } from "./heap.ts";

const sessions = 200_000;
const lifeMs = 60_000;
const rounds = 3;

type Operation = (store: Store, id: string, data: SessionData, done: () => void) => void;

const operations: Record<string, Operation> = {
  set: (store, id, data, done) => store.set(id, data, done),
  get: (store, id, _, done) => store.get(id, done),
  touch: (store, id, data, done) => store.touch?.(id, data, done),
};

const stores: Record<string, () => Store & { sweep?(): number }> = {
  nocturne: () =>
    new MemoryStore({ maxAgeMs: lifeMs, most: 2 * sessions, isHeld: () => false, onEnd: () => undefined }),
  memoryStore: () => new session.MemoryStore(),
};

/**
 * Our store beside express-session's own: operations a second, what counting costs, and what is left of 200 000 sessions
 * that nobody revisits once their time is over.
 */
export async function benchSessionStore() {
  const results: Record<string, Record<string, number>> = {};
  for (const [name, open] of Object.entries(stores)) results[name] = await measure(open);
  const [ours = {}, theirs = {}] = [results["nocturne"], results["memoryStore"]];
  const ratio = (key: string) => (ours[key] ?? 0) / (theirs[key] ?? 1);
  return {
    sessions,
    ...results,
    ratio: { set: ratio("setPerSecond"), get: ratio("getPerSecond"), touch: ratio("touchPerSecond") },
    target: { ratio: 1, heapLeftShare: 0.02 },
  };
}

async function measure(open: () => Store & { sweep?(): number }): Promise<Record<string, number>> {
  const ids = Array.from({ length: sessions }, (_, index) => `session-${index}-${"x".repeat(30)}`);
  const best: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    const store = open();
    for (const [name, run] of Object.entries(operations)) {
      const perSecond = await rate(store, ids, run);
      best[`${name}PerSecond`] = Math.max(best[`${name}PerSecond`] ?? 0, perSecond);
    }
    const countedAt = performance.now();
    await new Promise((resolve) => store.length?.(resolve));
    best["countMs"] = Math.min(best["countMs"] ?? Number.POSITIVE_INFINITY, performance.now() - countedAt);
  }
  return { ...best, ...(await heapAfterExpiry(open, ids)) };
}

/** A thousand under way at a time, as a busy server has. */
async function rate(store: Store, ids: string[], run: Operation): Promise<number> {
  const data = sessionFor(lifeMs);
  const startedAt = performance.now();
  for (let from = 0; from < ids.length; from += 1000) {
    await new Promise<void>((resolve) => {
      let left = 1000;
      for (const id of ids.slice(from, from + 1000)) {
        run(store, id, data, () => {
          left -= 1;
          if (left === 0) resolve();
        });
      }
    });
  }
  return Math.round((1000 * ids.length) / (performance.now() - startedAt));
}

/** Each has lived for a second, and nobody asks for it again. The clock alone is moved on. */
async function heapAfterExpiry(open: () => Store & { sweep?(): number }, ids: string[]) {
  const clock = performance.now.bind(performance);
  const store = open();
  const before = await settledHeap();
  for (const id of ids) store.set(id, sessionFor(1000));
  const full = await settledHeap();
  performance.now = () => clock() + 2 * lifeMs;
  store.sweep?.();
  performance.now = clock;
  const after = await settledHeap();
  return { heapBefore: before, heapFull: full, heapAfter: after, heapLeftShare: (after - before) / before };
}

function sessionFor(ms: number): SessionData {
  const cookie = Object.assign(new Cookie(), { originalMaxAge: ms, expires: new Date(Date.now() + ms) });
  return { cookie, user: "wall", role: "wall", signedInAt: Date.now(), expiresAt: Date.now() + ms };
}

import { reasonOf } from "../expected-error.ts";
import { GuardedStore } from "./guarded-store.ts";
import { openBackend } from "./session-backend.ts";
import { steadyClock } from "./session-clock.ts";
import { EndedIds, type SessionNews } from "./session-news.ts";
import { createSessionParser } from "./session-parser.ts";
import { type SessionCounts, Sessions, type SessionsOptions } from "./sessions.ts";
import { signingSecrets } from "./signing-secrets.ts";

const sweepEveryMs = 60_000;
const storeWaitMs = 2000;

/** Opens the configured store and everything that sessions need. Throws ExpectedError where a secret is missing. */
export async function openSessions(options: SessionsOptions): Promise<Sessions> {
  const { config, isHeld, onNews, onDoubt, onStoreAnswer, lifetime, log } = options;
  const counts: SessionCounts = { created: 0, destroyed: 0, expired: 0, evicted: 0, sweeps: 0 };
  const ended = new EndedIds();
  const tell = (news: SessionNews) => {
    ended.add(news.type === "ended" ? news.id : news.from);
    onNews(news);
  };
  const secrets = await signingSecrets(config.shared);
  const backend = await openBackend({
    config,
    memory: {
      isHeld,
      onEnd(id, why) {
        counts[why] += 1;
        tell({ type: "ended", id });
      },
    },
    listener: { heard: tell, doubted: onDoubt },
    lifetime,
    log,
  });
  const store = new GuardedStore(backend.store, {
    waitMs: config.shared && storeWaitMs,
    ended,
    onAnswer: onStoreAnswer,
    onAway: (reason) => log.error({ reason }, "the session store cannot be reached"),
    onBack() {
      log.info("the session store is back");
      onDoubt();
    },
    onGarbage: () => log.warn("a stored session was none of ours, or of another version; it is destroyed"),
  });
  lifetime.every(sweepEveryMs, () => {
    counts.sweeps += 1;
    // What a shared store's own keeper removed was told to nobody.
    if (config.shared) onDoubt();
    backend.sweep().then(
      (swept) => {
        if (config.shared) counts.expired += swept;
      },
      (failure: unknown) => log.debug({ reason: reasonOf(failure) }, "sessions could not be swept"),
    );
  });
  // What ends with this process knows no other clock; what several share goes by the system's.
  const clock = config.shared ? Date.now : steadyClock();
  const { maxAgeMs } = config;
  const parser = createSessionParser({ store, secrets, maxAgeMs, secure: options.secure, clock });
  return new Sessions({ ...options, backend, store, parser, clock, counts, tell });
}

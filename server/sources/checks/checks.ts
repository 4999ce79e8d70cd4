import { defineSource, type Remote } from "../define.ts";
import { gather } from "../gather.ts";
import { remoteOfUrl } from "../remote/remote-of.ts";
import { answerFrom } from "./answers.ts";
import { discoverTargets } from "./discover.ts";
import { probeDns } from "./dns.ts";
import type { Probe } from "./finding.ts";
import { probeHttp } from "./http.ts";
import { options, type Target } from "./options.ts";
import { probePing } from "./ping.ts";
import { queryFault } from "./query.ts";
import { Scheduler } from "./scheduler.ts";
import { type Judged, TargetBook } from "./target-book.ts";
import { probeTcp } from "./tcp.ts";

/** Findings that arrive within this time are told together. */
const gatherMs = 200;

/** Asks targets whether they live: ping, TCP, HTTP and DNS. */
export const checks = defineSource({
  options,
  cadenceMs: ({ every }) => every,
  queryFault,
  identities: ({ targets, discover }) => (discover.length > 0 ? undefined : targets.map(({ name }) => name)),
  remotes: ({ targets }) => targets.map(remoteOf),
  start({ targets, discover, ...pace }, { lifetime, log, serverUrl, observed }) {
    const book = new TargetBook(2 * pace.every);
    const tell = gather(lifetime, gatherMs, () => observed(book.conditions(), { skew: book.skew() }));
    const scheduler = new Scheduler({
      ...pace,
      lifetime,
      log,
      found(name, finding, at) {
        book.record(name, finding, at);
        tell();
      },
    });
    const watch = (target: Judged, probe: Probe) => {
      book.add(target);
      const stop = scheduler.add(target.name, probe);
      return () => {
        stop();
        book.remove(target.name);
      };
    };
    for (const target of targets) watch(target, probeOf(target));
    discoverTargets({
      kinds: discover,
      serverUrl,
      lifetime,
      log,
      watch({ name, probe }) {
        // One that is configured under this name goes before.
        if (book.has(name)) return () => undefined;
        // Nobody promised that it answers (many gateways answer no ping): that it does not is no more than a warning.
        return watch({ name, severity: "warning" }, probe);
      },
    });
    lifetime.every(pace.every, () => book.sampleUp());
    return answerFrom(book, pace.every);
  },
});

function remoteOf({ ping, tcp, http, dns }: Target): Remote {
  if (http !== undefined) return remoteOfUrl(http, { ca: undefined, essential: false });
  const host = tcp?.host ?? dns?.server.host ?? ping ?? "";
  return { host, port: tcp?.port, tls: undefined, essential: false };
}

function probeOf({ ping, tcp, http, dns, expect }: Target): Probe {
  if (ping !== undefined) return probePing(ping);
  if (tcp !== undefined) return probeTcp(tcp);
  if (http !== undefined) return probeHttp(http, expect);
  if (dns !== undefined) return probeDns(dns);
  throw new Error("the options let a target pass that has no check");
}

import type { Alarm } from "../../server/protocol/messages.ts";

const minute = 60_000;
const hour = 60 * minute;

/** Alarms in every condition, by the source that the gallery names after its state. */
export function galleryAlarms(now: number): Alarm[] {
  const by = (who: string, hours: number) => ({ by: who, at: now - hour, until: now + hours * hour });
  const open = { process: "active", workflow: "unacknowledged", state: "hard", flapping: false } as const;
  const alarm = (id: string, severity: Alarm["severity"], rest: Partial<Alarm>): Alarm => {
    const [source = "", name = ""] = id.split("/");
    return { id, source, name, severity, ...open, since: now - 2 * minute, summary: "", labels: {}, ...rest };
  };
  const acked = (who: string, hours: number) =>
    ({ workflow: "acknowledged", acknowledgement: { ...by(who, hours), note: "" } }) as const;
  const summary = "no answer within 5 s";
  return [
    alarm("critical/edge-fw-2", "critical", { summary }),
    alarm("critical/san-b", "warning", { summary: "slow: the limit is 150 ms", since: now - 11 * minute }),
    alarm("warning/voip-sbc", "warning", { summary: "certificate expires in 6 days", since: now - 3 * hour }),
    alarm("unknown/ntp-1", "unknown", { summary: "cannot resolve ntp-1.example", since: now - 4 * minute }),
    alarm("late/mail", "critical", { summary, flapping: true, since: now - 20 * minute }),
    alarm("late/wlc-1", "critical", { summary, state: "soft", since: now - 12_000 }),
    alarm("stale/radius", "critical", { summary, since: now - hour }),
    alarm("blind/gitlab", "warning", { summary: "status 502, not 200", since: now - hour }),
    alarm("blind/wiki", "critical", { summary, since: now - 2 * hour }),
    alarm("handled/nightly-fs", "warning", { summary: "backup missed", since: now - 7 * hour, ...acked("Ada", 2) }),
    alarm("handled/threshold denies", "critical", { summary: "beyond 400", since: now - hour, ...acked("Ada", 2) }),
    alarm("handled/dist-sw-9", "critical", { summary, muted: { why: "dependency", by: "core-rtr-1" } }),
    alarm("handled/proxy", "critical", { summary, muted: { why: "maintenance", by: "Patch day" } }),
    alarm("handled/backup", "warning", { summary, workflow: "shelved", shelving: by("Ben", 30) }),
    alarm("handled/ldap", "warning", { summary, flapping: true, since: now - 30 * minute }),
    alarm("handled/dns-2", "critical", { summary, state: "soft", since: now - 9000 }),
    ...Array.from({ length: 24 }, (_, index) =>
      alarm(`many/rack-${String(index + 1).padStart(3, "0")}-switch`, index % 5 === 4 ? "warning" : "critical", {
        summary,
        since: now - index * minute,
        labels: { hall: `hall-${1 + (index % 3)}` },
      }),
    ),
  ];
}

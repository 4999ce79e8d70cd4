/** What the configuration says about alarms. A name is `SOURCE/NAME`, in which each `*` stands for any text. */
export interface AlarmRules {
  /** So often in a row a condition is seen before it is believed; the first name that fits decides, else one is enough. */
  attempts: { match: string; attempts: number }[];
  /** Percent of change in the last 21 checks. */
  flapping: FlapLimits;
  /** While one of the parents is down, the children ask for nobody. */
  dependencies: Dependency[];
  maintenance: Maintenance[];
}

export interface FlapLimits {
  start: number;
  stop: number;
}

export interface Dependency {
  child: string;
  parents: string[];
}

export type Maintenance = { title: string; match: string[] } & TimeSpan;
export type TimeSpan = Once | Recurring;

/** Epoch milliseconds. */
interface Once {
  repeats: false;
  from: number;
  to: number;
}

export interface Recurring {
  repeats: true;
  /** 0 is Sunday. */
  days: number[];
  hour: number;
  minute: number;
  forMs: number;
  /** Undefined: where this server stands. */
  timeZone: string | undefined;
}

/** Nagios's own thresholds (`DEFAULT_LOW_SERVICE_FLAP_THRESHOLD` and `…HIGH…`, the same for hosts). */
export const usualRules: AlarmRules = {
  attempts: [],
  flapping: { start: 30, stop: 20 },
  dependencies: [],
  maintenance: [],
};

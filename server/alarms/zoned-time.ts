const dayMs = 86_400_000;

export interface LocalDate {
  year: number;
  /** 1 is January. */
  month: number;
  day: number;
}

export interface LocalTime extends LocalDate {
  hour: number;
  minute: number;
}

/** What clocks show in one time zone; without a name, where this server stands. */
export class ZonedTime {
  readonly #format: Intl.DateTimeFormat;

  constructor(timeZone: string | undefined) {
    this.#format = new Intl.DateTimeFormat("en", {
      ...(timeZone !== undefined && { timeZone }),
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  }

  dateAt(instant: number): LocalDate {
    const local = new Date(instant + this.#offsetAt(instant));
    return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
  }

  /** Minutes after midnight. */
  minuteAt(instant: number): number {
    const local = new Date(instant + this.#offsetAt(instant));
    return local.getUTCHours() * 60 + local.getUTCMinutes();
  }

  /**
   * When clocks show this, in epoch milliseconds: the first time where they show it twice, and as much later where they
   * leave it out. Days may be below 1.
   */
  instantOf({ year, month, day, hour, minute }: LocalTime): number {
    const shown = Date.UTC(year, month - 1, day, hour, minute);
    const before = this.#offsetAt(shown - dayMs);
    const offsets = [before, this.#offsetAt(shown + dayMs)];
    const right = offsets.filter((offset) => this.#offsetAt(shown - offset) === offset);
    return shown - (right.length > 0 ? Math.max(...right) : before);
  }

  #offsetAt(instant: number): number {
    const shown = new Map(this.#format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
    const seconds = Date.UTC(
      part("year"),
      part("month") - 1,
      part("day"),
      part("hour"),
      part("minute"),
      part("second"),
    );
    return seconds - Math.floor(instant / 1000) * 1000;
  }
}

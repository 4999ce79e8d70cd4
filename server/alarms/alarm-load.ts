/** EEMUA 191 judges an operator's load by ten minutes, and calls ten alarms in them the most that can be coped with. */
const windowMs = 10 * 60_000;
/** A wall that says 999 is overloaded enough. */
const most = 999;

/** How many alarms have begun to ask for somebody in the last ten minutes. */
export class AlarmLoad {
  #times: number[] = [];

  /** Epoch milliseconds. */
  add(now: number): void {
    this.#times = [...this.#times, now].slice(-most);
  }

  at(now: number): number {
    // A time that is still to come is from before the clock was set back.
    this.#times = this.#times.filter((time) => time <= now && time > now - windowMs);
    return this.#times.length;
  }
}

const slotMs = 60_000;

interface Slot {
  minute: number;
  head: WheelEntry | undefined;
}

/** What stands in a wheel knows its neighbours there: it is taken out without being looked for. */
export interface WheelEntry {
  id: string;
  slot: Slot | undefined;
  before: WheelEntry | undefined;
  after: WheelEntry | undefined;
}

/** Entries by the minute in which they are due. Taking out what is due looks at nothing that is not. Times only go on. */
export class MinuteWheel {
  readonly #slots = new Map<number, Slot>();
  /** Sessions of one length of life that begin together end together: most go where the last one went. */
  #latest: Slot | undefined;
  #next: number;

  constructor(now: number) {
    this.#next = Math.floor(now / slotMs);
  }

  add(entry: WheelEntry, dueAt: number): void {
    const slot = this.#slotOf(Math.max(this.#next, Math.ceil(dueAt / slotMs)));
    entry.slot = slot;
    entry.before = undefined;
    entry.after = slot.head;
    if (slot.head) slot.head.before = entry;
    slot.head = entry;
  }

  remove({ slot, before, after }: WheelEntry): void {
    if (after) after.before = before;
    if (before) before.after = after;
    else if (slot) slot.head = after;
    if (slot && !slot.head) this.#drop(slot);
  }

  /** The ids of all that is due by `now`, up to the last full minute. Each is to be removed. */
  due(now: number): string[] {
    const ids: string[] = [];
    for (; this.#next <= Math.floor(now / slotMs); this.#next += 1) {
      for (let entry = this.#slots.get(this.#next)?.head; entry; entry = entry.after) ids.push(entry.id);
    }
    return ids;
  }

  #slotOf(minute: number): Slot {
    if (this.#latest?.minute === minute) return this.#latest;
    const slot = this.#slots.get(minute) ?? { minute, head: undefined };
    this.#slots.set(minute, slot);
    this.#latest = slot;
    return slot;
  }

  #drop(slot: Slot): void {
    this.#slots.delete(slot.minute);
    if (this.#latest === slot) this.#latest = undefined;
  }
}

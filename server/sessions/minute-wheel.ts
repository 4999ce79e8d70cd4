const slotMs = 60_000;

/** Ids by the minute in which they are due. Taking out what is due looks at nothing that is not. Times only go on. */
export class MinuteWheel {
  readonly #slots = new Map<number, Set<string>>();
  #next: number;

  constructor(now: number) {
    this.#next = Math.floor(now / slotMs);
  }

  /** The result takes it out again. */
  add(id: string, dueAt: number): number {
    const slot = Math.max(this.#next, Math.ceil(dueAt / slotMs));
    const ids = this.#slots.get(slot);
    if (ids) ids.add(id);
    else this.#slots.set(slot, new Set([id]));
    return slot;
  }

  remove(id: string, slot: number): void {
    const ids = this.#slots.get(slot);
    ids?.delete(id);
    if (ids?.size === 0) this.#slots.delete(slot);
  }

  /** All that is due by `now`, up to the last full minute. */
  takeDue(now: number): string[] {
    const due: string[] = [];
    for (; this.#next <= Math.floor(now / slotMs); this.#next += 1) {
      due.push(...(this.#slots.get(this.#next) ?? []));
      this.#slots.delete(this.#next);
    }
    return due;
  }
}

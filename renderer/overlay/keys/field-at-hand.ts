import { asTextField, keepOthersAway, type TextField } from "./text-field.ts";

/** Who pressed a real key so lately has a keyboard, and is shown none. */
const keyboardMs = 30_000;

export interface AtHand {
  /** Keys come up wherever something is typed. */
  isWanted: boolean;
  /** What has the focus, where it can be typed into. */
  field: TextField | undefined;
}

interface Found {
  /** Somebody came by touch, and not by keys. */
  isWanted: boolean;
  /** Whether a touch on a field brings keys: on a wall, and not where the machine has its own. */
  byTouch: boolean;
}

/** Which field is typed into, and whether by keys on the screen. Knows no React. */
export class FieldAtHand {
  readonly #listeners = new Set<() => void>();
  readonly #byTouch: boolean;
  #state: AtHand;
  #last: TextField | undefined;
  #keyTick = Number.NEGATIVE_INFINITY;

  constructor({ isWanted, byTouch }: Found) {
    this.#state = { isWanted, field: undefined };
    this.#byTouch = byTouch;
  }

  readonly state = (): AtHand => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Brings the keys for the field that was typed into last, or takes them away. */
  toggle(): void {
    this.#set({ isWanted: !this.#state.isWanted });
    if (this.#state.isWanted && this.#last?.isConnected) this.#last.focus();
  }

  /** Looks on at what is focused, touched and pressed. The result ends it. */
  watch(): () => void {
    const watching = new AbortController();
    const { signal } = watching;
    let isDown = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // After the click: what moves under a finger is missed by it.
    const settle = () => {
      clearTimeout(timer);
      if (!isDown) timer = setTimeout(() => this.#take(asTextField(document.activeElement)));
    };
    const press = (event: PointerEvent) => {
      isDown = true;
      const isTouched = event.pointerType === "touch" && asTextField(event.target) !== undefined;
      if (this.#byTouch && isTouched && performance.now() > this.#keyTick + keyboardMs) this.#set({ isWanted: true });
    };
    const release = () => {
      isDown = false;
      settle();
    };
    const key = ({ isTrusted }: KeyboardEvent) => {
      if (!isTrusted) return;
      this.#keyTick = performance.now();
      this.#set({ isWanted: false });
    };
    const focus = ({ target }: FocusEvent) => {
      const field = asTextField(target);
      if (field && this.#state.isWanted) keepOthersAway(field);
      settle();
    };
    addEventListener("focusin", focus, { signal });
    addEventListener("focusout", settle, { signal });
    addEventListener("pointerdown", press, { signal, capture: true });
    for (const end of ["pointerup", "pointercancel"] as const) addEventListener(end, release, { signal });
    addEventListener("keydown", key, { signal, capture: true });
    settle();
    return () => {
      clearTimeout(timer);
      watching.abort();
    };
  }

  #take(field: TextField | undefined): void {
    this.#last = field ?? this.#last;
    this.#set({ field });
  }

  #set(changed: Partial<AtHand>): void {
    const next = { ...this.#state, ...changed };
    if (next.isWanted && next.field) keepOthersAway(next.field);
    if (next.isWanted === this.#state.isWanted && next.field === this.#state.field) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}

import type { Picture, WallStore } from "../link/store.ts";
import type { Content } from "../panels/define.ts";
import type { Figures } from "../panels/parts/figures.tsx";

/** What was drawn of a panel, and how to tell whether that will do for another frame. */
export interface Drawn {
  picture: Picture | undefined;
  fault: string | undefined;
  /** The same text as for the drawn frame: only its figures differ. Undefined: every frame is drawn anew. */
  formOf(frame: Content): string | undefined;
  /** The frame of this number is in the page. */
  onShown(seq: number): void;
}

/** One panel's frames on their way into its tile: what has another form is drawn anew, of the others figures are written. */
export class LiveFrames implements Figures<Content> {
  readonly #store: WallStore;
  readonly #panel: string;
  readonly #writers = new Set<(frame: Content) => void>();
  #drawn: Drawn | undefined;
  #form: string | undefined;
  #shown: Picture | undefined;
  #drawings = 0;

  constructor(store: WallStore, panel: string) {
    this.#store = store;
    this.#panel = panel;
  }

  readonly newest = (): Content => {
    const picture = this.#store.picture(this.#panel);
    if (!picture) throw new Error(`panel ${this.#panel} has no frame`);
    return picture.frame;
  };

  readonly onFrame = (write: (frame: Content) => void): (() => void) => {
    this.#writers.add(write);
    return () => this.#writers.delete(write);
  };

  /** Another number each time the panel has to be drawn anew. */
  readonly drawings = (): number => this.#drawings;

  readonly subscribe = (drawAnew: () => void): (() => void) => {
    const next = () => {
      if (this.#showNewest()) return;
      this.#drawings += 1;
      drawAnew();
    };
    const end = this.#store.subscribe(`panel ${this.#panel}`, next);
    // For what came since the drawing.
    next();
    return end;
  };

  /** The panel was drawn, by whatever cause. The result: it is not on screen any more, or is being drawn anew. */
  drawn(drawn: Drawn): () => void {
    const { picture, formOf, onShown } = drawn;
    this.#drawn = drawn;
    this.#form = picture && formOf(picture.frame);
    if (picture && picture !== this.#shown) onShown(picture.seq);
    this.#shown = picture;
    return () => {
      this.#drawn = undefined;
    };
  }

  /** False where that takes a drawing. */
  #showNewest(): boolean {
    const drawn = this.#drawn;
    if (!drawn || drawn.fault !== this.#store.fault(this.#panel)) return false;
    const picture = this.#store.picture(this.#panel);
    if (picture === this.#shown) return true;
    if (!picture || this.#form === undefined || drawn.formOf(picture.frame) !== this.#form) return false;
    try {
      for (const write of this.#writers) write(picture.frame);
    } catch {
      // The drawing fails likewise, and there the tile's boundary takes it.
      return false;
    }
    this.#shown = picture;
    drawn.onShown(picture.seq);
    return true;
  }
}

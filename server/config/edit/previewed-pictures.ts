import type { Lifetime } from "../../lifetime.ts";
import { mib } from "../bounded-file.ts";
import type { Config } from "../config.ts";
import { imageAddress } from "../named-files.ts";
import type { Picture } from "../picture.ts";

/** Beyond that the oldest go. */
const mostBytes = 96 * mib;
/** Nobody looks at a preview for longer without asking for another. */
const keptMs = 10 * 60_000;

/** The pictures of walls that are not saved yet, for as long as somebody may look at their previews. */
export class PreviewedPictures {
  readonly #lifetime: Lifetime;
  readonly #pictures = new Map<string, Picture>();
  #forgetLater: () => void = () => undefined;

  constructor(lifetime: Lifetime) {
    this.#lifetime = lifetime;
  }

  /** Keeps those of a configuration, and answers with the logo's address. */
  keep({ images, logo }: Config): string | undefined {
    for (const [address, picture] of images) this.#put(address, picture);
    const address = logo && imageAddress(logo);
    if (logo && address !== undefined) this.#put(address, logo);
    this.#forgetLater();
    this.#forgetLater = this.#lifetime.after(keptMs, () => this.#pictures.clear());
    return address;
  }

  find(address: string): Picture | undefined {
    return this.#pictures.get(address);
  }

  #put(address: string, picture: Picture): void {
    this.#pictures.delete(address);
    this.#pictures.set(address, picture);
    let bytes = [...this.#pictures.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
    for (const [oldest, { bytes: given }] of this.#pictures) {
      if (bytes <= mostBytes) return;
      this.#pictures.delete(oldest);
      bytes -= given.length;
    }
  }
}

import type { NativeImage, Rectangle } from "electron";
import { decode, encode } from "fast-png";

interface Pixels {
  width: number;
  height: number;
  /** Red, green, blue and opacity. */
  data: Uint8Array;
}

/** A capture, as far as the kiosk handles one. */
export class StandInImage {
  readonly #pixels: Pixels;

  constructor(pixels: Pixels) {
    this.#pixels = pixels;
  }

  static ofPng(png: Uint8Array): StandInImage {
    const { width, height, data, channels } = decode(png);
    const pixels = new Uint8Array(width * height * 4).fill(255);
    for (let at = 0; at < width * height; at += 1) {
      for (let channel = 0; channel < channels; channel += 1)
        pixels[4 * at + channel] = Number(data[channels * at + channel]);
    }
    return new StandInImage({ width, height, data: pixels });
  }

  isEmpty(): boolean {
    return this.#pixels.width === 0 || this.#pixels.height === 0;
  }

  getSize(): { width: number; height: number } {
    return { width: this.#pixels.width, height: this.#pixels.height };
  }

  crop({ x, y, width, height }: Rectangle): StandInImage {
    const rows = Array.from({ length: height }, (_, row) => {
      const start = 4 * ((y + row) * this.#pixels.width + x);
      return this.#pixels.data.subarray(start, start + 4 * width);
    });
    return new StandInImage({ width, height, data: Buffer.concat(rows) });
  }

  /** Each pixel is the mean of those that it stands for. */
  resize({ width = this.#pixels.width }: { width?: number }): StandInImage {
    const { data, ...from } = this.#pixels;
    const height = Math.max(1, Math.round((from.height * width) / from.width));
    const resized = new Uint8Array(width * height * 4);
    for (let y = 0; y < height; y += 1) {
      const [top, bottom] = span(y, height, from.height);
      for (let x = 0; x < width; x += 1) {
        const [left, right] = span(x, width, from.width);
        for (let channel = 0; channel < 4; channel += 1) {
          let sum = 0;
          for (let row = top; row < bottom; row += 1) {
            for (let column = left; column < right; column += 1)
              sum += data[4 * (row * from.width + column) + channel] ?? 0;
          }
          resized[4 * (y * width + x) + channel] = sum / ((bottom - top) * (right - left));
        }
      }
    }
    return new StandInImage({ width, height, data: resized });
  }

  toBitmap(): Buffer {
    return Buffer.from(this.#pixels.data);
  }

  toPNG(): Buffer {
    return Buffer.from(encode({ ...this.#pixels, channels: 4 }));
  }
}

/** Which of `whole` pixels stand for number `index` of so many. */
function span(index: number, of: number, whole: number): [number, number] {
  const start = Math.floor((index * whole) / of);
  return [start, Math.max(start + 1, Math.floor(((index + 1) * whole) / of))];
}

({}) as StandInImage satisfies Pick<NativeImage, "isEmpty" | "getSize" | "toBitmap" | "toPNG">;

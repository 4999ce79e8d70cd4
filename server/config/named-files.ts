import { createHash } from "node:crypto";
import path from "node:path";
import { ExpectedError } from "../expected-error.ts";
import { readAuthorities } from "./authority.ts";
import { mib, readBoundedFile } from "./bounded-file.ts";
import type { FaultList } from "./faults.ts";
import { isRecord } from "./is-record.ts";
import type { Path } from "./issue-words.ts";
import { type Picture, readPicture } from "./picture.ts";

/** What the files that the configuration names hold, apart from secrets: those are read only when used. */
export interface NamedFiles {
  logo: Picture | undefined;
  /** By the address below which this server has them, see `imageAddress`. */
  images: ReadonlyMap<string, Picture>;
  /** The addresses of the images, by how the file names them. */
  addresses: ReadonlyMap<string, string>;
  /** In PEM form. */
  authorities: string[];
}

/** A folder of pictures must not fill the memory. */
const mostImages = 20;

export async function readNamedFiles(written: unknown, folder: string, faults: FaultList): Promise<NamedFiles> {
  const read = async <T>(place: Path, open: (file: string) => Promise<T>): Promise<T | undefined> => {
    const name = valueAt(written, place);
    if (typeof name !== "string" || name === "") return undefined;
    try {
      return await open(path.resolve(folder, name));
    } catch (thrown) {
      if (!(thrown instanceof ExpectedError)) throw thrown;
      faults.add(place, thrown.message);
      return undefined;
    }
  };
  await read(["server", "tls", "certificate"], checkCertificate);
  const authorities: string[] = [];
  for (const index of listAt(written, ["certificate_authorities"]).keys()) {
    authorities.push(...((await read(["certificate_authorities", index], readAuthorities)) ?? []));
  }
  const logo = await read(["logo"], (file) => readPicture(file, "logo"));
  const images = new Map<string, Picture>();
  const addresses = new Map<string, string>();
  for (const place of imagePlaces(written)) {
    const name = String(valueAt(written, place));
    if (addresses.has(name)) continue;
    if (images.size >= mostImages) {
      faults.add(place, `is one picture too many; a wall shows at most ${mostImages}`);
      break;
    }
    const picture = await read(place, (file) => readPicture(file, "image"));
    if (!picture) continue;
    const address = imageAddress(picture);
    images.set(address, picture);
    addresses.set(name, address);
  }
  return { logo, images, addresses, authorities };
}

/** Named by its content: another picture has another address, and tells nothing of where it lies. */
export function imageAddress({ bytes }: Picture): string {
  return `/image/${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}`;
}

/** Where panels of type image name their pictures. */
function imagePlaces(written: unknown): Path[] {
  return listAt(written, ["pages"]).flatMap((_, page) => {
    const panels = ["pages", page, "panels"];
    return listAt(written, panels).flatMap((panel, index) =>
      isRecord(panel) && panel["type"] === "image" ? [[...panels, index, "image"]] : [],
    );
  });
}

function listAt(written: unknown, place: Path): unknown[] {
  const value = valueAt(written, place);
  return Array.isArray(value) ? value : [];
}

function valueAt(written: unknown, place: Path): unknown {
  return place.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isRecord(value) ? value[String(step)] : undefined;
  }, written);
}

async function checkCertificate(file: string): Promise<void> {
  const bytes = await readBoundedFile(file, mib);
  if (!bytes.includes("-----BEGIN CERTIFICATE-----"))
    throw new ExpectedError(`${file} holds no certificate; it must be PEM, with a line -----BEGIN CERTIFICATE-----`);
}

import { createHash } from "node:crypto";
import { join } from "node:path";
import { isObject, type JsonValue } from "../model/json.ts";
import { headOf } from "../sources/head.ts";
import type { Source } from "../sources/source.ts";
import type { Disk } from "../store/disk/disk.ts";
import { writeWhole } from "../store/project.ts";

/**
 * How far a log was read that is told by its first bytes, decompressed: they stay the same when it grows, is renamed, or is compressed
 * after it was rotated.
 */
export interface ReadingPlace {
  /** So many first bytes were hashed, and their SHA-256. */
  headBytes: number;
  head: string;
  /** Everything before is in the store. Bytes, decompressed. */
  offset: number;
  /** As it was named last, for people. */
  name: string;
}

/** The places of all logs that were read into a project. */
export interface ReadingPlaces {
  /** How far this log was read; 0 when it is new. */
  of(source: Source): Promise<number>;
  /** Notes that everything before `offset` of a log is in the store. */
  note(source: Source, offset: number): Promise<void>;
  /** Makes what was noted durable. */
  save(): Promise<void>;
}

const headBytes = 8 * 1024;
/** The oldest are forgotten: what is read again is told by its events. */
const mostPlaces = 10_000;

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const isPlace = (value: JsonValue): boolean =>
  isObject(value) &&
  typeof value["headBytes"] === "number" &&
  typeof value["head"] === "string" &&
  typeof value["offset"] === "number" &&
  typeof value["name"] === "string";

const placesIn = (text: string): ReadingPlace[] => {
  try {
    const value = JSON.parse(text) as JsonValue;
    const places = isObject(value) ? value["places"] : null;
    return Array.isArray(places) ? (places.filter(isPlace) as unknown as ReadingPlace[]) : [];
  } catch {
    return [];
  }
};

/** The places that were saved in a folder. A damaged file is as none: what is read again is told by its events. */
export const openReadingPlaces = async (disk: Disk, folder: string): Promise<ReadingPlaces> => {
  const path = join(folder, "places.json");
  const text = await disk.read(path).then(
    (bytes) => Buffer.from(bytes).toString(),
    () => "",
  );
  let places = placesIn(text);
  let changed = false;

  const placeOf = async (source: Source): Promise<{ known: ReadingPlace | undefined; head: Uint8Array }> => {
    const head = await headOf(source, headBytes);
    return {
      head,
      known: places.find((place) => place.headBytes <= head.length && place.head === hashOf(head.subarray(0, place.headBytes))),
    };
  };

  return {
    async of(source) {
      if (source.file === null) return 0;
      return (await placeOf(source)).known?.offset ?? 0;
    },
    async note(source, offset) {
      // What is piped in cannot be read again from a place.
      if (source.file === null || offset === 0) return;
      const { known, head } = await placeOf(source);
      if (known?.offset === offset && known.headBytes === head.length) return;
      const kept = Math.min(head.length, offset);
      const place: ReadingPlace = { headBytes: kept, head: hashOf(head.subarray(0, kept)), offset, name: source.name };
      places = [place, ...places.filter((other) => other !== known)].slice(0, mostPlaces);
      changed = true;
    },
    async save() {
      if (!changed) return;
      changed = false;
      await disk.makeFolder(folder);
      await writeWhole(disk, path, Buffer.from(`${JSON.stringify({ apiVersion: "meshaudit.io/v1", kind: "ReadingPlaces", places })}\n`));
    },
  };
};

import type { RandomNumbers } from "./random.ts";

const escapes: { [char: string]: string } = { "&": "\\u0026", "<": "\\u003c", ">": "\\u003e" };

/** An event's line as Go writes it: &, < and > are escaped. */
export const eventText = (event: unknown): string => JSON.stringify(event).replace(/[&<>]/g, (char) => escapes[char] ?? char);

/** Microseconds since the epoch as the API server logs them. */
export const microTime = (micros: number): string =>
  `${new Date(Math.floor(micros / 1000)).toISOString().slice(0, -1)}${String(Math.floor(micros) % 1000).padStart(3, "0")}Z`;

export const uuid = (random: RandomNumbers): string =>
  `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`;

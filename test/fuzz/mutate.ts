import type { RandomNumbers } from "../bench/random.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const texts = [
  "",
  "\u0000",
  "\u2028",
  "\ud800",
  "__proto__",
  "constructor",
  "../..",
  "9".repeat(400),
  "\u001b[31m",
  "🙂".repeat(50),
  "2026-11-24T12:00:00Z",
  "a?token=b",
];
const numbers = [0, -0, -1, 1.5, 2 ** 53 + 2, 1e308, Number.MIN_VALUE];
const keys = [...texts, "metadata", "spec", "items", "rows", "kind", "name", "resourceVersion", "generation", "http", "data"];

const nested = (depth: number): Json => {
  let value: Json = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

function anyValue(random: RandomNumbers, depth = 0): Json {
  switch (random.below(depth > 5 ? 3 : 6)) {
    case 0:
      return random.pick([null, true, false]);
    case 1:
      return random.pick(numbers);
    case 2:
      return random.pick(texts);
    case 3:
      return Array.from({ length: random.below(5) }, () => anyValue(random, depth + 1));
    case 4:
      return nested(random.below(120));
    default: {
      const entries = Array.from(
        { length: random.below(5) },
        () => `${JSON.stringify(random.pick(keys))}:${JSON.stringify(anyValue(random, depth + 1))}`,
      );
      // Parsed, so that __proto__ is a key like any other.
      return JSON.parse(`{${entries.join(",")}}`) as Json;
    }
  }
}

/** Every place below a value, with what holds it. */
function placesIn(value: Json): { holder: { [key: string]: Json } | Json[]; key: string }[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => [{ holder: value, key }, ...placesIn(below)]);
}

/** An event with some of its values replaced, taken away, or swapped for another event's. */
function mutateValues(line: string, other: string, random: RandomNumbers): string {
  const event = JSON.parse(line) as { [key: string]: Json };
  for (let count = random.below(4); count >= 0; count--) {
    // Mostly in the bodies: an event whose own fields are broken is rejected and gets no further.
    const body = random.below(5) === 0 ? event : (event[random.pick(["requestObject", "responseObject"])] ?? event);
    const places = placesIn(body);
    if (places.length === 0) continue;
    const { holder, key } = random.pick(places);
    const target = holder as { [key: string]: Json };
    const donor = random.pick(placesIn(JSON.parse(other) as Json));
    const change = random.below(3);
    if (change === 0) delete target[key];
    else target[key] = change === 1 ? anyValue(random) : ((donor.holder as { [key: string]: Json })[donor.key] ?? null);
  }
  return JSON.stringify(event);
}

function mutateBytes(line: string, random: RandomNumbers): Buffer {
  const bytes = Buffer.from(line);
  for (let count = random.below(6); count > 0; count--) bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
}

/** What may stand in a log instead of a line, from lines of a real one. */
function mutant(lines: readonly string[], random: RandomNumbers): Buffer {
  const line = random.pick(lines);
  const other = random.pick(lines);
  switch (random.below(9)) {
    case 0:
      return Buffer.from(line);
    case 1:
      return mutateBytes(line, random);
    case 2:
      return Buffer.from(line.slice(0, random.below(line.length)) + other);
    case 3:
      return Buffer.from(line.slice(random.below(line.length)));
    case 4:
      return Buffer.from(Array.from({ length: random.below(300) }, () => random.below(256)));
    case 5:
      return Buffer.from(
        JSON.stringify({
          kind: "EventList",
          apiVersion: "audit.k8s.io/v1",
          items: [JSON.parse(line), anyValue(random), JSON.parse(mutateValues(other, line, random))],
        }),
      );
    case 6:
      return Buffer.from(`${random.pick(["node-1", "a".repeat(254), " "])} ${line}${random.pick(["", "\r", " "])}`);
    default:
      return Buffer.from(mutateValues(line, other, random));
  }
}

/** What a whole input may be: lines; documents that run over lines; a list. */
export function mutantInput(lines: readonly string[], random: RandomNumbers): Buffer {
  const parts = Array.from({ length: 1 + random.below(12) }, () => mutant(lines, random));
  const pretty = random.below(6);
  if (pretty > 1) return Buffer.concat(parts.flatMap((part) => [part, Buffer.from(random.below(20) === 0 ? "" : "\n")]));
  const documents = parts.map(() =>
    JSON.stringify(JSON.parse(mutateValues(random.pick(lines), random.pick(lines), random)), null, random.below(3)),
  );
  const text = Buffer.from(pretty === 0 ? documents.join("\n") : `[${documents.join(",")}]`);
  return random.below(3) === 0 ? text.subarray(0, random.below(text.length)) : text;
}

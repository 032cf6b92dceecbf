import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodedOrRejected } from "../../decode/decode-entry.ts";
import { canonicalEvent } from "../../decode/event-hash.ts";
import { redactEvent } from "../../decode/redact.ts";
import { columnTime } from "../columns/column-time.ts";
import { isPlain } from "../columns/plain-event.ts";
import { concernsMesh, meshKey, type Told } from "../mesh-lines/mesh-key.ts";
import { usualEvent } from "./usual-event.ts";

const scenarios = resolve(import.meta.dirname, "../../../../../test/scenarios");
const lines = readdirSync(scenarios, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => {
    const log = gunzipSync(readFileSync(resolve(scenarios, name, "audit.log.gz"))).toString("latin1");
    return log.trimEnd().split("\n");
  });

const keyOf = (told: Told): string | null => (concernsMesh(told) ? meshKey(told) : null);

/** What the long way makes of an entry; null when it is no event, or one whose row is not made of its text. */
const decoded = (json: Buffer, listed: boolean) => {
  const event = decodedOrRejected(json, listed)[0]?.event ?? null;
  if (event === null) return null;
  const redacted = redactEvent(event, new Uint8Array(32));
  const text = canonicalEvent(redacted);
  return isPlain(redacted, text) ? { text, time: columnTime(redacted.stageTimestamp), key: keyOf(redacted) } : null;
};

const usual = (json: Buffer, listed: boolean) => {
  const found = usualEvent(json, listed);
  return found && { text: found.text, time: found.time, key: keyOf(found.told) };
};

describe("a usual event", () => {
  it("is what decoding makes of it, on every line of real logs; most lines without bodies are usual", () => {
    let found = 0;
    let withoutBodies = 0;
    for (const line of lines) {
      const json = Buffer.from(line, "latin1");
      if (!line.includes('"requestObject":') && !line.includes('"responseObject":')) withoutBodies++;
      const event = usual(json, false);
      if (event === null) continue;
      found++;
      expect(event).toEqual(decoded(json, false));
    }
    expect(found).toBeGreaterThan(withoutBodies * 0.9);
  });

  const usualLines = lines.filter((line) => usualEvent(Buffer.from(line, "latin1"), false) !== null);
  const splice = fc.record({
    at: fc.nat(2000),
    cut: fc.nat(12),
    put: fc.oneof(
      fc.constantFrom(
        '"',
        "\\",
        "\\u0026",
        "\\u0000",
        "\\ud800",
        '\\"',
        "\\\\",
        ",",
        "{}",
        "[",
        "}",
        "0",
        "-",
        " ",
        "token=x",
        "\u007f",
        "\u00e9",
        "\n",
      ),
      fc.constantFrom('"a":"b",', '"uid":"x",', '"name":"x",', '"__proto__":"x",', '"code":7,', '"verb":"get",', '"kind":"Event",'),
    ),
  });

  it("is so too when its text was changed anywhere", () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(splice, { minLength: 1, maxLength: 3 }), fc.boolean(), (number, splices, listed) => {
        let line = usualLines[number % usualLines.length] ?? "";
        for (const { at, cut, put } of splices) line = line.slice(0, at % line.length) + put + line.slice((at % line.length) + cut);
        const json = Buffer.from(line, "latin1");
        const event = usual(json, listed);
        if (event !== null) expect(event).toEqual(decoded(json, listed));
      }),
      { numRuns: 3000 },
    );
  });

  it("is none whose text may hold what no column does", () => {
    const [line = ""] = usualLines;
    expect(usual(Buffer.from(line.replace('"userAgent":"', '"userAgent":"\\\\u0000')), false)).toBe(null);
  });

  it("may lack its kind in a list only, and holds no token in its address", () => {
    const [line = ""] = usualLines;
    const bare = line.replace('"kind":"Event","apiVersion":"audit.k8s.io/v1",', "");
    expect(usual(Buffer.from(bare), true)).toEqual(usual(Buffer.from(line), false));
    expect(usual(Buffer.from(bare), false)).toBe(null);
    expect(usual(Buffer.from(line.replace('"requestURI":"', '"requestURI":"/x?token=abc')), false)).toBe(null);
  });
});

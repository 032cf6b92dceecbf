import { readFileSync, readdirSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { readAnew } from "../answers/read-anew.ts";
import type { EventReading } from "../answers/reading.ts";
import { kinds, isMesh } from "../kinds/kinds.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import type { ObjectPattern, ObjectRef } from "../model/object.ts";
import { noEvents, type EventSelector } from "../model/selector.ts";
import { answersFrom, type Answers } from "../session.ts";
import { decodeLine } from "../decode/decode-line.ts";
import { collector } from "../sources/collector.ts";
import { knownStates } from "../sources/known-states.ts";
import { readOptions } from "./source-contract.ts";

const scenarios = new URL("../../../../test/scenarios/", import.meta.url);

/** The names of the real logs, and the lines of one. */
export const realLogs: string[] = readdirSync(scenarios, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
export const linesOf = (scenario: string): string[] =>
  gunzipSync(readFileSync(new URL(`${scenario}/audit.log.gz`, scenarios)))
    .toString("utf8")
    .trimEnd()
    .split("\n");

/** Everything of the mesh. */
export const wholeMesh: ObjectPattern[] = [...new Set(kinds.filter(isMesh).map(({ group }) => group))].map((group) => ({
  group,
  resource: null,
  namespace: null,
  name: null,
}));

/** What a session answers from a log, without the time it takes to read the log for each question. */
export const answersAsRead = (lines: readonly string[], mesh: string): Answers => {
  const pieces = lines.flatMap((line) => decodeLine(Buffer.from(line)));
  const events = pieces.flatMap(({ event }) => (event === null ? [] : [event]));
  const times = events.map(({ stageTimestamp }) => stageTimestamp).sort();
  const before = new Map<string, Awaited<ReturnType<EventReading["read"]>>>();
  const read: EventReading["read"] = async (selector) => {
    const key = JSON.stringify(selector);
    const answer = before.get(key) ?? readNow(selector);
    before.set(key, answer);
    return answer;
  };
  const readNow = (selector: EventSelector): Awaited<ReturnType<EventReading["read"]>> => {
    const wanted = collector(selector, readOptions.redactionKey);
    for (const event of events) wanted.add(event);
    const found = wanted.kept().map(({ event }) => event);
    const report = {
      sources: ["audit.log"],
      bytes: 0,
      from: times[0] ?? null,
      to: times.at(-1) ?? null,
      parsed: events.length,
      duplicate: 0,
      rejected: pieces.length - events.length,
      levels: wanted.levels(),
      everyLineParsed: true,
      rejections: [],
      mayHideAnswer: false,
    };
    return { events: found, report };
  };
  const statesBefore = async (objects: readonly ObjectRef[], before: number): Promise<AuditEvent[]> => {
    const states = knownStates(objects);
    const { events: earlier } = await read({ ...noEvents, objects: [...objects], to: before - 1 });
    for (const event of earlier) states.note(event);
    return earlier.filter(states.matters);
  };
  return answersFrom(readAnew({ mesh, trustedProxies: [], read, statesBefore }), null);
};

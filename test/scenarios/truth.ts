import { isDeepStrictEqual } from "node:util";
import type { Attempt, Change, ChangeSet, FieldChange, JsonValue, ObjectBlame, ObjectHistory } from "@meshaudit/core";

/** What a scenario did, as the script that did it wrote it down. Objects are `resource.group/namespace/name`. */
export interface Truth {
  changes: TrueChange[];
  attempts: { from: string; to: string; user: string; object: string; code: number }[];
  noops: { from: string; to: string; user: string; object: string }[];
  blame: { object: string; path: string; user: string; value: JsonValue }[];
  incidents: { at: string; window: string; culprit: { object: string; user: string } }[];
}

export interface TrueChange {
  from: string;
  to: string;
  user: string;
  object: string;
  operation: string;
  impersonatedBy?: string;
  by?: string;
  client?: string;
  metadataOnly?: boolean;
  generated?: boolean;
  moved?: boolean;
  untouched?: boolean;
  cause?: { kind: string; user: string };
  fields?: { [path: string]: [JsonValue, JsonValue] };
}

/** How the answers are asked for: in process, or of the real command. */
export interface Ask {
  history(object: string): Promise<ObjectHistory>;
  blame(object: string, path: string): Promise<ObjectBlame>;
  whatChanged(at: string, window: string): Promise<ChangeSet>;
}

const second = 1000;

const within = (time: string, span: { from: string; to: string }): boolean =>
  Date.parse(span.from) - second <= Date.parse(time) && Date.parse(time) <= Date.parse(span.to) + second;

const isAt = (path: string, prefix: string): boolean => path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`);

const isNothing = (value: JsonValue | undefined): boolean => value === null || value === undefined || value === "" || JSON.stringify(value) === "{}" || JSON.stringify(value) === "[]";

const same = (a: JsonValue | undefined, b: JsonValue | undefined): boolean => isDeepStrictEqual(a, b) || (isNothing(a) && isNothing(b));

const fieldHolds = (fields: FieldChange[], path: string, [before, after]: [JsonValue, JsonValue]): boolean => {
  if (before === "removed") return fields.some((field) => field.op === "removed" && (field.path.startsWith(path) || isAt(path, field.path)));
  const exact = fields.find((field) => field.path === path);
  if (exact) return same(exact.before, before) && same(exact.after, after);
  return before === null && fields.some((field) => field.path === "" || isAt(path, field.path));
};

const changeDiffers = (got: Change, want: TrueChange): string[] => {
  const fields = got.fields ?? [];
  const known = got.fields !== null;
  const facts: [string, boolean][] = [
    [`is by ${got.actor.user}`, [want.user, want.by, want.cause?.user].includes(got.actor.user)],
    [`is ${got.operation}`, got.operation === want.operation],
    [`is at ${got.time}`, want.generated === true || within(got.time, want)],
    [`is impersonated by ${got.actor.impersonatedBy}`, want.impersonatedBy === undefined || got.actor.impersonatedBy === want.impersonatedBy],
    ["is not metadata only", !want.metadataOnly || got.evidence === "unavailable" || got.metadataOnly],
    [`has client ${got.actor.client?.name}`, want.client === undefined || JSON.stringify(got.actor.client).toLowerCase().includes(want.client)],
    [`has cause ${got.cause?.actor.user}`, want.cause === undefined || got.cause?.actor.user === want.cause.user],
    ["has more than moves", !known || !want.moved || fields.every((field) => field.op === "moved")],
    ["touches old routes", !known || !want.untouched || fields.every((field) => !field.path.startsWith("spec.http") || field.op === "added" || field.op === "moved")],
    ...Object.entries(known ? (want.fields ?? {}) : {}).map(([path, values]): [string, boolean] => [
      `${path} is not ${JSON.stringify(values)} among ${JSON.stringify(fields.map(({ path: at, op, before, after }) => [op, at, before, after])).slice(0, 600)}`,
      fieldHolds(fields, path, values),
    ]),
  ];
  return facts.flatMap(([what, holds]) => (holds ? [] : [`${want.object} ${want.operation} by ${want.user} at ${want.from}: ${what}`]));
};

const attemptHolds = (attempts: Attempt[], want: Truth["attempts"][number]): boolean =>
  attempts.some(
    (attempt) =>
      (attempt.result === "denied" || attempt.result === "failed") &&
      attempt.code === want.code &&
      [attempt.actor.user, attempt.actor.impersonatedBy].includes(want.user) &&
      within(attempt.time, want),
  );

const objectDiffers = async (object: string, truth: Truth, ask: Ask): Promise<string[]> => {
  const want = truth.changes.filter((change) => change.object === object);
  const history = await ask.history(object);
  const got = history.changes.toReversed();
  const count = got.length === want.length ? [] : [`${object} has ${got.length} changes, not ${want.length}: ${JSON.stringify(got.map((change) => [change.operation, change.actor.user, change.time]))}`];
  const changes = got.flatMap((change, index) => {
    const wanted = want[index];
    return wanted === undefined ? [] : changeDiffers(change, wanted);
  });
  const noops = truth.noops
    .filter((noop) => noop.object === object && got.some((change) => Date.parse(noop.from) <= Date.parse(change.time) && Date.parse(change.time) <= Date.parse(noop.to)))
    .map((noop) => `${object}: what changed nothing counts as a change at ${noop.from}`);
  const attempts = truth.attempts
    .filter((attempt) => attempt.object === object && !attemptHolds(history.attempts, attempt))
    .map((attempt) => `${object}: no attempt by ${attempt.user} with ${attempt.code} at ${attempt.from}`);
  return [...count, ...changes, ...noops, ...attempts];
};

const named = (object: string): boolean => object.split("/")[2] !== "";

/** Everything in which the answers differ from the truth, as sentences; [] when they agree, change for change. */
export const differences = async (truth: Truth, ask: Ask): Promise<string[]> => {
  const objects = new Set([...truth.changes, ...truth.noops, ...truth.attempts].map(({ object }) => object).filter(named));
  const differing: string[] = [];
  for (const object of objects) differing.push(...(await objectDiffers(object, truth, ask)));
  for (const want of truth.blame) {
    const found = (await ask.blame(want.object, want.path)).paths.find(({ path }) => path === want.path);
    if (found?.change?.actor.user !== want.user || !same(found.value, want.value)) {
      differing.push(`blame ${want.object} ${want.path}: ${JSON.stringify(found?.value)} by ${found?.change?.actor.user}, not ${JSON.stringify(want.value)} by ${want.user}`);
    }
  }
  for (const { at, window, culprit } of truth.incidents) {
    const { ranked } = await ask.whatChanged(at, window);
    const place = ranked.findIndex(({ object, change }) => `${object.resource}.${object.group}/${object.namespace}/${object.name}` === culprit.object && change.actor.user === culprit.user);
    if (place < 0 || place > 2) differing.push(`incident at ${at}: the culprit is at place ${place + 1} of ${ranked.length}`);
  }
  return differing;
};

import type { Timeline } from "../history/history.ts";
import { kindOf } from "../kinds/kinds.ts";
import { nearest } from "../kinds/nearest.ts";
import { MeshauditError } from "../model/error.ts";
import { objectKey, type ObjectIdentity, type ObjectPattern } from "../model/object.ts";
import type { ReadReport } from "../model/result.ts";
import { timelineFilter } from "./label-filter.ts";
import type { ObjectQuery } from "./question.ts";
import type { Found, Reading } from "./reading.ts";

/** How `vs/reviews` in a namespace is written in a message. */
export const nameOf = (object: ObjectPattern): string => {
  const kind = object.resource === null ? "object" : (kindOf(object.group ?? "", object.resource)?.kind ?? object.resource);
  return `${kind} ${object.namespace ? `${object.namespace}/` : ""}${object.name ?? "*"}`;
};

/** The histories of all objects that a query fits, in the order of their names. */
export const find = async (query: ObjectQuery, reading: Reading): Promise<Found> => {
  const fits = timelineFilter(query.labels);
  const { timelines, report } = await reading.histories(query.patterns);
  return { timelines: timelines.filter(fits), report };
};

const isNamed = (timeline: Timeline): boolean => timeline.object.name !== "";

/** What a person may have meant by a name that no event touches: names of the same types, the nearest first. */
export const nearNames = async (patterns: readonly ObjectPattern[], reading: Reading): Promise<string[]> => {
  const wanted = patterns[0]?.name;
  if (!wanted) return [];
  const seen = await reading.seen(patterns.map((pattern) => ({ ...pattern, name: null, namespace: null })));
  const named = seen.filter(({ name }) => name === wanted).map(({ namespace, name }) => `${namespace}/${name}`);
  return named.length > 0 ? named.slice(0, 3) : nearest(wanted, new Set(seen.map(({ name }) => name)), 3);
};

/** The one object that a question about a single object is about. Throws when none, or several, fit. */
export const findOne = async (query: ObjectQuery, reading: Reading): Promise<{ timeline: Timeline; report: ReadReport }> => {
  const { timelines, report } = await find(query, reading);
  const candidates = timelines.filter((timeline) => isNamed(timeline) && timeline.incarnations.length > 0);
  const [timeline, ...others] = candidates;
  if (timeline === undefined) throw neverSeen(query.patterns, report, await nearNames(query.patterns, reading));
  if (others.length > 0) {
    const list = candidates.slice(0, 6).map(({ object }) => `${object.resource}.${object.group} -n ${object.namespace}`);
    throw new MeshauditError("object-ambiguous", `"${timeline.object.name}" names ${candidates.length} objects: ${list.join(", ")}`, {
      hint: "choose one with -n NAMESPACE, or a type in full such as virtualservices.networking.istio.io/NAME",
    });
  }
  return { timeline, report };
};

const spanOf = (report: ReadReport): string => (report.from === null ? "no events" : `events from ${report.from} to ${report.to}`);

/** The error for an object that no event touches: it says what was searched, and suggests. */
export const neverSeen = (patterns: readonly ObjectPattern[], report: ReadReport, near: readonly string[]): MeshauditError => {
  const what = patterns[0] === undefined ? "the object" : nameOf(patterns[0]);
  const sources = report.sources.length === 1 ? report.sources[0] : `${report.sources.length} sources`;
  return new MeshauditError("object-never-seen", `${what} was never seen in ${sources} (${spanOf(report)})`, {
    hint: near.length > 0 ? `did you mean ${near.join(" or ")}?` : "look for it in all namespaces with -A, or in an older log with --from",
  });
};

/** Objects of some types that the sources know, for completion: those never deleted first. */
export const namesOf = async (patterns: ObjectPattern[], reading: Reading): Promise<ObjectIdentity[]> => {
  const { timelines } = await reading.histories(patterns);
  const named = timelines.filter((timeline) => isNamed(timeline) && timeline.incarnations.length > 0);
  const gone = (timeline: Timeline): number => (timeline.lives.at(-1)?.alive === false ? 1 : 0);
  return named.sort((a, b) => gone(a) - gone(b) || (objectKey(a.object) < objectKey(b.object) ? -1 : 1)).map(({ object }) => object);
};

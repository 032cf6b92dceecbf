import type { ObjectPattern } from "../model/object.ts";
import type { EventSelector } from "../model/selector.ts";

/** What a line must hold: one of some byte forms of a text, all of several things, or any of them. */
export type LineQuery =
  | { kind: "text"; forms: readonly Buffer[] }
  | { kind: "all"; of: readonly LineQuery[] }
  | { kind: "any"; of: readonly LineQuery[] };

const hex = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Go's encoding/json escapes &, < and > besides what JSON demands. */
const goEscaped = (text: string): string => jsonEscaped(text).replace(/[&<>\u2028\u2029]/g, hex);

/** Some shippers write all but ASCII as \uXXXX. */
const asciiEscaped = (text: string): string => jsonEscaped(text).replace(/[\u007f-\uffff]/g, hex);

/** A text as it is, and as writers of JSON escape it; a DNS name has but one form. */
const textQuery = (text: string): LineQuery => ({
  kind: "text",
  forms: [...new Set([text, jsonEscaped(text), goEscaped(text), asciiEscaped(text)])].map((form) => Buffer.from(form)),
});

/** A resource as objectRef names it. The bare word would do, but `namespaces` stands in most URLs; its quote opens a string, escaped or not. */
const resourceQuery = (resource: string): LineQuery => textQuery(resource === "namespaces" ? `"${resource}` : resource);

const deleteCollection = textQuery("deletecollection");
const all = (of: LineQuery[]): LineQuery => (of.length === 1 && of[0] !== undefined ? of[0] : { kind: "all", of });
const any = (of: LineQuery[]): LineQuery => (of.length === 1 && of[0] !== undefined ? of[0] : { kind: "any", of });

/** An object by its name and place, in a list too; a deletecollection may end it unnamed. */
function nameQueries(patterns: readonly ObjectPattern[]): LineQuery[] {
  const found = new Map<string, LineQuery>();
  for (const { namespace, name } of patterns) {
    if (name === null) return [];
    found.set(JSON.stringify([namespace, name]), all([textQuery(name), ...(namespace ? [textQuery(namespace)] : [])]));
  }
  return [any([...found.values(), deleteCollection])];
}

/** Patterns by what tells their resource in a line: its name, or the group of all its resources. */
function byResource(patterns: readonly ObjectPattern[]): Map<string, { query: LineQuery; patterns: ObjectPattern[] }> {
  const found = new Map<string, { query: LineQuery; patterns: ObjectPattern[] }>();
  for (const pattern of patterns) {
    const key = pattern.resource ?? pattern.group ?? "";
    const same = found.get(key);
    if (same !== undefined) same.patterns.push(pattern);
    else found.set(key, { query: pattern.resource === null ? textQuery(key) : resourceQuery(key), patterns: [pattern] });
  }
  return found;
}

/**
 * What lines a selector's events stand in: a line that touches an object holds its resource and its name. null when any line may, so
 * that there is nothing to search for: everything is asked for, or all of the core group, which has no name.
 */
export function needlesOf(selector: EventSelector): LineQuery | null {
  if (selector.everything) return null;
  const queries: LineQuery[] = selector.auditIDs.map(textQuery);
  for (const [resource, { query, patterns }] of byResource(selector.objects)) {
    const names = nameQueries(patterns);
    if (resource === "" && names.length === 0) return null;
    queries.push(all(resource === "" ? names : [query, ...names]));
  }
  return any(queries);
}

/** Whether bytes hold what a query asks for. */
export function holds(bytes: Buffer, query: LineQuery): boolean {
  if (query.kind === "text") return query.forms.some((form) => bytes.includes(form));
  return query.kind === "all" ? query.of.every((part) => holds(bytes, part)) : query.of.some((part) => holds(bytes, part));
}

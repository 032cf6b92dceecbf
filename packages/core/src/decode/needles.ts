import type { ObjectPattern } from "../model/object.ts";
import type { EventSelector } from "../model/selector.ts";
import { windowNeedles } from "./window-needles.ts";

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

/** A text that no writer escapes. */
const plainQuery = (text: string): LineQuery => ({ kind: "text", forms: [Buffer.from(text)] });

/** How a line shows a resource. The bare word does, but `namespaces` stands in most URLs: there, the quote before it, escaped or not. */
const resourceText = (resource: string): string => (resource === "namespaces" ? `"${resource}` : resource);

const deleteCollection = textQuery("deletecollection");
const all = (of: LineQuery[]): LineQuery => (of.length === 1 && of[0] !== undefined ? of[0] : { kind: "all", of });
const any = (of: LineQuery[]): LineQuery => (of.length === 1 && of[0] !== undefined ? of[0] : { kind: "any", of });

/** More names of one resource are not looked for: parsing all its lines costs less. */
const mostNames = 8;

/** More resources are known by their groups instead, of which there are few. */
const mostResources = 3;

/** Objects by name and place, in a list too; a deletecollection may end them unnamed. null when one of the patterns has no name. */
function nameQuery(patterns: readonly ObjectPattern[]): LineQuery | null {
  const found = new Map<string, LineQuery>();
  for (const { namespace, name } of patterns) {
    if (name === null) return null;
    found.set(JSON.stringify([namespace, name]), all([textQuery(name), ...(namespace ? [textQuery(namespace)] : [])]));
  }
  return any([...found.values(), deleteCollection]);
}

/** Patterns by the text that tells their resource in a line: its name, or the group of all its resources; "" when nothing does. */
function byText(patterns: readonly ObjectPattern[]): Map<string, ObjectPattern[]> {
  const crowded = new Set(patterns.map(({ resource }) => resource)).size > mostResources;
  const found = new Map<string, ObjectPattern[]>();
  for (const pattern of patterns) {
    const { resource, group } = pattern;
    const text = resource === null || (crowded && group) ? (group ?? "") : resourceText(resource);
    const same = found.get(text);
    if (same === undefined) found.set(text, [pattern]);
    else same.push(pattern);
  }
  return found;
}

const worthSharing = 6;

/** The longest beginning or end that two texts share. */
function sharedPart(a: string, b: string): string {
  let first = 0;
  while (first < a.length && a[first] === b[first]) first++;
  let last = 0;
  while (last < a.length && a.at(-1 - last) === b.at(-1 - last)) last++;
  return first >= last ? a.slice(0, first) : a.slice(a.length - last);
}

/** Any of some texts; those that share a part (`.istio.io`) are found by one look for it. */
function anyText(texts: readonly string[]): LineQuery[] {
  const clusters: { part: string; texts: string[] }[] = [];
  for (const text of texts) {
    const near = clusters.find((cluster) => sharedPart(cluster.part, text).length >= worthSharing);
    if (near === undefined) clusters.push({ part: text, texts: [text] });
    else {
      near.part = sharedPart(near.part, text);
      near.texts.push(text);
    }
  }
  return clusters.map((cluster) =>
    cluster.texts.length === 1 ? plainQuery(cluster.part) : all([plainQuery(cluster.part), any(cluster.texts.map(plainQuery))]),
  );
}

/** What touches any of some objects; null when any line may. */
function objectsQuery(selector: EventSelector): LineQuery | null {
  if (selector.everything) return null;
  const queries: LineQuery[] = selector.auditIDs.map(textQuery);
  const unnamed: string[] = [];
  for (const [text, patterns] of byText(selector.objects)) {
    const names = nameQuery(patterns);
    if (text === "" && names === null) return null;
    if (names === null || (text !== "" && patterns.length > mostNames)) unnamed.push(text);
    else queries.push(text === "" ? names : all([plainQuery(text), names]));
  }
  return any([...queries, ...anyText(unnamed)]);
}

/**
 * What lines a selector's events stand in: a line that touches an object holds its resource and its name, and one within a window the
 * beginning of its time. null when any line may be wanted: everything is, or all of the core group, which has no name, at any time.
 */
export function needlesOf(selector: EventSelector): LineQuery | null {
  const objects = objectsQuery(selector);
  const times = windowNeedles(selector.from, selector.to);
  const parts = [...(objects === null ? [] : [objects]), ...(times === null ? [] : [any(times.map(plainQuery))])];
  return parts.length === 0 ? null : all(parts);
}

/** Whether bytes hold what a query asks for. */
export function holds(bytes: Buffer, query: LineQuery): boolean {
  if (query.kind === "text") return query.forms.some((form) => bytes.includes(form));
  return query.kind === "all" ? query.of.every((part) => holds(bytes, part)) : query.of.some((part) => holds(bytes, part));
}

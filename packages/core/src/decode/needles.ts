import type { ObjectPattern } from "../model/object.ts";
import type { EventSelector } from "../model/selector.ts";

/** The byte forms one text may have in a log; any of them will do. */
export type Needle = readonly Buffer[];

/** Needles that a line must hold all of. */
export type NeedleGroup = readonly Needle[];

const hex = (code: number): string => `\\u${code.toString(16).padStart(4, "0")}`;

/** Go's encoding/json escapes &, < and > besides what JSON demands. */
const goEscaped = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[&<>\u2028\u2029]/g, (char) => hex(char.charCodeAt(0)));

/** Some shippers write all but ASCII as \uXXXX. */
const asciiEscaped = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[^\x00-\x7f]/g, (char) => hex(char.charCodeAt(0)));

/** A text as it is, and as writers of JSON escape it. A DNS name has but one form. */
export function needle(text: string): Needle {
  return [...new Set([text, JSON.stringify(text).slice(1, -1), goEscaped(text), asciiEscaped(text)])].map((form) => Buffer.from(form));
}

const deleteCollection = needle("deletecollection");

/**
 * A line that touches an object holds its resource and its name, be it in a list's items or a created object's metadata; a
 * deletecollection may end it unnamed. A pattern of any resource is known by its group, the core group by nothing.
 */
function groupsOf({ group, resource, namespace, name }: ObjectPattern): NeedleGroup[] {
  const kind = resource !== null ? [needle(resource)] : group !== null && group !== "" ? [needle(group)] : [];
  const place = namespace !== null && namespace !== "" ? [needle(namespace)] : [];
  return name === null
    ? [kind]
    : [
        [...kind, needle(name), ...place],
        [...kind, deleteCollection],
      ];
}

/**
 * What lines a selector's events stand in: those that hold every needle of any group. null when any line may, so that there is
 * nothing to search for.
 */
export function needlesOf(selector: EventSelector): NeedleGroup[] | null {
  if (selector.everything) return null;
  const groups = [...selector.objects.flatMap(groupsOf), ...selector.auditIDs.map((id) => [needle(id)])];
  return groups.some((group) => group.length === 0) ? null : groups;
}

/** Whether bytes hold every needle of any group. */
export const holdsAny = (bytes: Buffer, groups: readonly NeedleGroup[]): boolean =>
  groups.some((group) => group.every((forms) => forms.some((form) => bytes.includes(form))));

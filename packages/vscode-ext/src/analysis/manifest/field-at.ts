import type { Manifest, ManifestField, ManifestObject, Span } from "./manifest.ts";

/** What stands at a place of a file. */
export interface Found {
  object: ManifestObject;
  /** null where nothing of the object is written, such as in an indentation or at a merge key. */
  field: ManifestField | null;
}

/** Both ends count: a cursor behind the last letter of a word is still at the word. */
const holds = ({ start, end }: Span, offset: number): boolean => start <= offset && offset <= end;

/** On the key, on a leaf's value, or between the two. */
const isOn = ({ keySpan, valueSpan, leaf }: ManifestField, offset: number): boolean =>
  holds(leaf ? { start: keySpan?.start ?? valueSpan.start, end: valueSpan.end } : (keySpan ?? { start: -1, end: -1 }), offset);

/** The value that an alias stands for as a whole. */
const aliasAt = ({ fields }: ManifestObject, offset: number): ManifestField | undefined => {
  const alias = fields.find(({ inherited, valueSpan }) => inherited && holds(valueSpan, offset))?.valueSpan;
  return fields.find(({ inherited, valueSpan }) => !inherited && valueSpan.start === alias?.start && valueSpan.end === alias.end);
};

/** The object at an offset, and its innermost field whose key or value is there; null in comments and between objects. */
export const fieldAt = ({ objects, comments }: Manifest, offset: number): Found | null => {
  // At the `#` itself a cursor is still behind what stands before it.
  if (comments.some(({ start, end }) => start < offset && offset <= end)) return null;
  const object = objects.find(({ span }) => holds(span, offset));
  if (object === undefined) return null;
  const field = object.fields.findLast((field) => !field.inherited && isOn(field, offset));
  return { object, field: field ?? aliasAt(object, offset) ?? null };
};

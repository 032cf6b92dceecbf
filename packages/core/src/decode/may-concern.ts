import { asBuffer } from "./bytes.ts";
import { holds, type LineQuery } from "./needles.ts";

const completeUri = /"requestURI"\s*:\s*"(?:[^"\\]|\\.){0,65536}"/;
const looksTorn = /^\s*(?:[\w.-]{1,253} )?\{?\s*"?(?:k|$|kind"|apiVersion"|level")/;

/**
 * Whether bytes that could not be read may have been an event that a question wants: they hold what its lines hold; or they begin an
 * event and are torn before its URI ends, so that nobody can tell; or they were too long to look at.
 */
export function mayConcern(raw: Uint8Array, bytes: number, needles: LineQuery | null): boolean {
  if (needles === null || raw.length < bytes) return true;
  const piece = asBuffer(raw);
  if (holds(piece, needles)) return true;
  const head = piece.toString("latin1", 0, 128 * 1024);
  return looksTorn.test(head) && !completeUri.test(head);
}

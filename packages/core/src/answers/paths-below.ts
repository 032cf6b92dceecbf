import { nearest } from "../kinds/nearest.ts";
import { MeshauditError } from "../model/error.ts";
import { formatPath, parsePath } from "../model/path.ts";
import type { BlamedPath } from "../model/result.ts";

/** The paths at or below one that a person typed. Throws when the object has none, with near ones. */
export const below = (paths: BlamedPath[], typed: string): BlamedPath[] => {
  const parsed = parsePath(typed);
  const prefix = parsed === null ? typed : formatPath(parsed);
  const fits = paths.filter(({ path, key }) =>
    [path, key].some((text) => text === prefix || text.startsWith(`${prefix}.`) || text.startsWith(`${prefix}[`)),
  );
  if (fits.length > 0) return fits;
  const near = nearest(
    typed,
    paths.map(({ path }) => path),
    3,
  );
  throw new MeshauditError("argument-invalid", `the object has no path "${typed}"`, {
    hint: near.length > 0 ? `did you mean ${near.join(" or ")}?` : "blame without --path shows every path",
  });
};

import { join } from "node:path";
import type { StorePaths } from "../layout.ts";

/** Where the mesh's lines of a segment lie. `segment`: its path in the logstore. */
export const meshLinesPath = ({ index }: StorePaths, segment: string): string => join(index, `${segment}.mesh`);

/** Where a segment's filter lies, which tells what it surely does not hold. */
export const filterPath = ({ index }: StorePaths, segment: string): string => join(index, `${segment}.filter`);

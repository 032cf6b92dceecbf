import type { TableState } from "../delta/table-state.ts";
import { removeUnused } from "../segments/remove-unused.ts";
import { removeDerived } from "./derived-files.ts";
import type { WriterConfig } from "./writer-config.ts";

/** So long a reader may go on with a segment that was taken out of the table, ms. */
const grace = 600_000;

/** Takes off the disk what nobody reads any more. Only for the table's writer, while it makes no segment and no commit. */
export const clearAway = async ({ disk, project, now }: WriterConfig, table: TableState): Promise<void> => {
  const before = now() - grace;
  await removeUnused(disk, project.paths, table, before);
  for (const { path, removedAt } of table.removed) if (removedAt <= before) await removeDerived(disk, project.paths, path);
};

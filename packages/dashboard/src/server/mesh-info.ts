import { isMesh, kinds, queryFunctions, queryTables } from "@meshaudit/core";
import type { MeshInfo } from "../protocol/api.ts";
import type { DashboardAnswers } from "./dashboard-answers.ts";

/** What the page has to know of the mesh and of the query language before it asks anything. */
export const meshInfo = ({ mesh, sources, log }: DashboardAnswers): MeshInfo => ({
  mesh,
  sources,
  canQuery: log !== null,
  kinds: kinds.filter(isMesh).flatMap(({ kind }) => kind ?? []),
  language: {
    tables: queryTables.map(({ name, says, columns }) => ({
      name,
      says,
      columns: columns.map((column) => ({ name: column.name, type: column.type, says: column.says })),
    })),
    functions: [...queryFunctions.values()].map(({ name, usage, says }) => ({ name, usage, says })),
  },
});

import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { finalCondition, foldSql, sharedSql, someSharedSql, stageCountsSql, type Foldable, type StageCount } from "./request-sql.ts";

/** All rows of a query. */
export const rowsOf = async (connection: DuckDBConnection, sql: string): Promise<DuckDBValue[][]> => (await connection.run(sql)).getRows();

/** Finds which events have to be folded, and makes the table that tells them. Where nearly all have to, finding them costs more than it saves. */
export const findFoldable = async (connection: DuckDBConnection): Promise<Foldable> => {
  if ((await rowsOf(connection, someSharedSql))[0]?.[0] === true) return "all";
  await connection.run(sharedSql);
  if (Number((await rowsOf(connection, "SELECT count(*) FROM shared_ids"))[0]?.[0]) > 0) return "shared";
  await connection.run("DROP TABLE shared_ids");
  return null;
};

/** Folds the stages of each request. Gives back the condition for an event to be its request's last. */
export const foldStages = async (connection: DuckDBConnection, foldable: Foldable): Promise<string> => {
  if (foldable === null) return "TRUE";
  await connection.run(foldSql(foldable));
  const counts = (await rowsOf(connection, stageCountsSql(foldable))).map(([stage, events, folded, finals]): StageCount => ({
    stage: Number(stage),
    events: Number(events),
    // What shares its auditID with none is the last of its request.
    finals: Number(events) - Number(folded) + Number(finals),
  }));
  const { statements, condition } = finalCondition(counts, foldable);
  for (const statement of [...statements, "DROP TABLE final_events", "DROP TABLE IF EXISTS shared_ids"]) await connection.run(statement);
  return condition;
};

import type { PrintedPlan } from "../query/dialects/print-plan.ts";
import { logTable } from "../query/tables/log-table.ts";
import { sqlName } from "../store/engine/sql-text.ts";
import { basisOfRequests } from "./request-sql.ts";

/** The columns of `log` that plans read, as their SQL names them, and, where they need `requests`, what that is made of. Perhaps some more. */
export const columnsNamed = (plans: readonly PrintedPlan[], requests: boolean): string[] => {
  const texts = plans.flatMap(({ sql, count, steps }) => [sql, count ?? "", ...steps.map((step) => step.sql)]);
  const all = [...texts, ...(requests ? basisOfRequests : [])].join("\n");
  return logTable.columns.flatMap(({ name }) => (name === logTable.time || all.includes(sqlName(name)) ? [name] : []));
};

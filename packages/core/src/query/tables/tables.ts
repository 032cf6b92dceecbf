import { changesTable } from "./changes-table.ts";
import { logTable } from "./log-table.ts";
import { requestsTable } from "./requests-table.ts";
import type { Table } from "./table.ts";

/** The tables that a query may read. */
export const queryTables: readonly Table[] = [logTable, requestsTable, changesTable];

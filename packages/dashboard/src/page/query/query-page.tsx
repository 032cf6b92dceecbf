import type { QueryResult } from "@meshaudit/core";
import { useMemo, useRef, useState } from "preact/hooks";
import type { ApiError, MeshInfo, Told } from "../../protocol/api.ts";
import { filtersAt } from "../../protocol/view.ts";
import { usePlace } from "../address/use-view.ts";
import { useAnswer } from "../ask/use-answer.ts";
import { EmptyNotice, ErrorNotice, Loading, Notes } from "../frame/notice.tsx";
import { useZone } from "../frame/zone.ts";
import { DataTable } from "../table/data-table.tsx";
import { valueText, type Row } from "../table/sort-rows.ts";
import type { Column } from "../table/cell.tsx";
import { counted } from "../words/numbers.ts";
import { words } from "../words/safe-words.ts";
import { zoneName } from "../words/times.ts";
import { QueryEditor } from "./query-editor.tsx";
import { eventRows } from "./event-rows.ts";
import { keepQuery, keptQueries } from "./query-history.ts";
import { RowDrawer } from "./row-drawer.tsx";

const examples = [
  ["Who deletes most", `verb: delete | SELECT "user.username", count(*) AS n FROM requests GROUP BY "user.username" ORDER BY n DESC`],
  [
    "Refused requests",
    "responseStatus.code >= 400 | SELECT time, user.username, verb, requestURI, responseStatus.code FROM requests ORDER BY time DESC LIMIT 1000",
  ],
  [
    "Risky changes",
    `* | SELECT time, user.username, kind, "object.name", summary, risk FROM changes WHERE risk IS NOT NULL ORDER BY time DESC`,
  ],
  ["The newest events", "*"],
] as const;

const columnType = ({ name, type }: QueryResult["columns"][number]): Column["type"] => {
  if (type === "timestamp") return "time";
  if (/^(user\.username|who|user)$/.test(name)) return "user";
  if (name === "auditID") return "request";
  if (name === "responseStatus.code" || name === "code") return "code";
  return type === "long" || type === "double" ? "number" : "text";
};

const millis = (time: string | null): number | null => (time === null ? null : Date.parse(time));

const Result = ({ result }: { result: QueryResult }) => {
  const [open, setOpen] = useState<Row | null>(null);
  const { go } = usePlace();
  const { columns, rows } = useMemo(
    () =>
      eventRows(
        result.columns.map(({ name }) => name),
        result.rows,
      ) ?? {
        columns: result.columns.map((column): Column => ({ name: column.name, title: column.name, type: columnType(column) })),
        rows: result.rows,
      },
    [result],
  );
  const request = columns.find(({ type }) => type === "request")?.name;
  const onOpen = (row: Row): void => (request === undefined ? setOpen(row) : go({ request: valueText(row[request]) }));
  return (
    <section class="panel query-rows" aria-label="Rows">
      <div class="panel-body">
        {result.rows.length === 0 ? (
          <EmptyNotice title="No rows.">The query ran, and nothing fits it. Take a condition away, or a longer span.</EmptyNotice>
        ) : (
          <DataTable title="Query" columns={columns} rows={rows} cut={result.cut} onOpen={onOpen} inSight={18} />
        )}
        {result.cut && result.count !== null && <p class="hint">{counted(result.count, "row")} in all.</p>}
      </div>
      {open !== null && <RowDrawer value={open["event"] ?? open} onClose={() => setOpen(null)} />}
    </section>
  );
};

/** Queries in the language of Simple Log Service. */
export const QueryPage = ({ info }: { info: MeshInfo | null }) => {
  const { view, moment, go } = usePlace();
  const zone = useZone();
  const [history, setHistory] = useState(keptQueries);
  const [again, setAgain] = useState(0);
  const text = useRef(view.query ?? "");
  const { from, to } = filtersAt(view, moment);
  const body = { text: view.query ?? "", from: millis(from), to: millis(to), limit: null, timeZone: zoneName(zone) };
  const asked = view.query === null || view.query.trim() === "" ? null : { path: "query", parameters: new URLSearchParams(), body };
  const { answer, error, loading } = useAnswer<Told<QueryResult>>(asked, moment + again);
  const run = (): void => {
    const query = text.current;
    if (query.trim() === "") return;
    setHistory(keepQuery(query));
    if (query === view.query) setAgain(again + 1);
    else go({ query });
  };
  const place: ApiError["at"] = error === null || loading ? null : error.at;
  return (
    <>
      <div class="page-head">
        <h1>Query</h1>
      </div>
      <section class="panel" aria-label="The query">
        <div class="panel-body">
          <QueryEditor
            value={view.query ?? ""}
            language={info?.language ?? null}
            wrong={place === null ? null : { ...place, message: error?.message ?? "" }}
            onChange={(value) => (text.current = value)}
            onRun={run}
          />
          <div class="table-bar">
            <button type="button" class="primary" onClick={run}>
              Run
            </button>
            <span class="hint">Ctrl+Enter runs it, Ctrl+Space completes</span>
            <span class="spacer" />
            <label class="inline">
              Queries
              <select value="" onChange={(event) => event.currentTarget.value !== "" && go({ query: event.currentTarget.value })}>
                <option value="">choose one</option>
                <optgroup label="Examples">
                  {examples.map(([title, query]) => (
                    <option key={title} value={query}>
                      {title}
                    </option>
                  ))}
                </optgroup>
                {history.length > 0 && (
                  <optgroup label="Asked in this browser">
                    {history.map((query) => (
                      <option key={query} value={query}>
                        {words(query).slice(0, 100)}
                      </option>
                    ))}
                  </optgroup>
                )}
              </select>
            </label>
          </div>
        </div>
      </section>
      {error !== null && !loading && <ErrorNotice error={error} />}
      {asked === null && (
        <EmptyNotice title="Ask the log.">
          Write a search, or a search | SELECT, or choose an example. Tables: log, requests, changes.
        </EmptyNotice>
      )}
      {loading && asked !== null && <Loading what="Asking …" />}
      {answer !== null && <Notes notes={answer.notes} />}
      {answer !== null && asked !== null && <Result result={answer.result} />}
    </>
  );
};

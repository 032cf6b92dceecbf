import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { TargetedKeyboardEvent } from "preact";
import { usePlace } from "../address/use-view.ts";
import { counted, numberText } from "../words/numbers.ts";
import { words } from "../words/safe-words.ts";
import { Cell, shownLength, type Column } from "./cell.tsx";
import { rowsAsCsv, rowsAsJson } from "./export-rows.ts";
import { fileName, saveFile } from "./save-file.ts";
import { rowsShown, type Row, type Sorting } from "./sort-rows.ts";

interface TableProps {
  title: string;
  columns: readonly Column[];
  rows: readonly Row[];
  /** Whether there are more rows than are here. */
  cut: boolean;
  /** What a row leads to when it is opened; null: nothing. */
  onOpen: ((row: Row) => void) | null;
  /** Rows in sight at once, before the table scrolls. */
  inSight: number;
}

const rowHeight = 33;
/** Rows drawn above and below those in sight, so that scrolling shows no empty ones. */
const beyond = 8;

const isNumber = ({ type }: Column): boolean => type === "number" || type === "share";

/** Columns as wide as most of their values, within reason. */
const widths = (columns: readonly Column[], rows: readonly Row[]): string =>
  columns
    .map((column, index) => {
      const lengths = rows
        .slice(0, 200)
        .map((row) => shownLength(column, row[column.name]))
        .toSorted((a, b) => a - b);
      const usual = column.type === "request" ? 4 : (lengths[Math.floor(lengths.length * 0.9)] ?? 0);
      // Most letters are narrower than a digit, which is what `ch` is.
      const ch = Math.ceil(Math.min(column.type === "time" ? 23 : 34, Math.max(4, usual, column.title.length + 2)) * 0.92) + 3;
      return index === columns.length - 1 && !isNumber(column) ? `minmax(${ch}ch, 1fr)` : `${ch}ch`;
    })
    .join(" ");

/** A table that sorts, filters and exports. Only the rows in sight are drawn, and only columns in which anything is told. */
export const DataTable = ({ title, columns, rows, cut, onOpen, inSight }: TableProps) => {
  const [filter, setFilter] = useState("");
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const names = useMemo(() => columns.map(({ name }) => name), [columns]);
  const told = useMemo(
    () => columns.filter(({ name }) => rows.some((row) => row[name] !== null && row[name] !== undefined)),
    [columns, rows],
  );
  const shown = useMemo(() => rowsShown(rows, names, filter, sorting), [rows, names, filter, sorting]);
  const template = useMemo(() => widths(told, rows), [told, rows]);
  const save = (kind: "csv" | "json"): void =>
    kind === "csv"
      ? saveFile(fileName(title, "csv"), "text/csv;charset=utf-8", rowsAsCsv(columns, shown))
      : saveFile(fileName(title, "json"), "application/json", rowsAsJson(shown));
  const sortBy = (column: string): void =>
    setSorting((before) =>
      before?.column !== column ? { column, descending: false } : before.descending ? null : { column, descending: true },
    );
  if (rows.length === 0) return <p class="empty">Nothing here within these filters.</p>;
  return (
    <div class="table-block">
      <div class="table-bar">
        <input
          type="search"
          placeholder="Filter rows"
          aria-label={`Filter the rows of ${title}`}
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
        <span class="table-count" role="status">
          {shown.length === rows.length ? counted(rows.length, "row") : `${numberText(shown.length)} of ${counted(rows.length, "row")}`}
          {cut && ", cut: there are more"}
        </span>
        <span class="spacer" />
        <button type="button" onClick={() => save("csv")}>
          CSV
        </button>
        <button type="button" onClick={() => save("json")}>
          JSON
        </button>
      </div>
      <Rows
        title={title}
        columns={told}
        rows={shown}
        template={template}
        sorting={sorting}
        sortBy={sortBy}
        onOpen={onOpen}
        inSight={inSight}
      />
    </div>
  );
};

interface RowsProps {
  title: string;
  columns: readonly Column[];
  rows: readonly Row[];
  template: string;
  sorting: Sorting | null;
  sortBy(column: string): void;
  onOpen: ((row: Row) => void) | null;
  inSight: number;
}

const Rows = ({ title, columns, rows, template, sorting, sortBy, onOpen, inSight }: RowsProps) => {
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState((inSight + 1) * rowHeight);
  const [current, setCurrent] = useState<number | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setCurrent(null);
  }, [rows]);
  // A report that stands alone is searched and printed by the browser, which finds only what is drawn.
  const { leads } = usePlace();
  const first = leads ? Math.max(0, Math.floor(top / rowHeight) - beyond) : 0;
  const drawn = leads ? rows.slice(first, Math.min(rows.length, Math.ceil((top + height) / rowHeight) + beyond)) : rows;
  const goTo = (index: number): void => {
    const next = Math.min(rows.length - 1, Math.max(0, index));
    setCurrent(next);
    const element = scroller.current;
    if (element === null) return;
    const inside = element.clientHeight - rowHeight;
    const at = next * rowHeight;
    if (at < element.scrollTop) element.scrollTop = at;
    else if (at + rowHeight > element.scrollTop + inside) element.scrollTop = at + rowHeight - inside;
  };
  const onKey = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    const at = current ?? -1;
    const targets: { [key: string]: number } = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + inSight,
      PageUp: at - inSight,
      Home: 0,
      End: rows.length - 1,
    };
    const target = targets[event.key];
    const row = current === null ? undefined : rows[current];
    if (target !== undefined) goTo(target);
    else if (event.key === "Enter" && row !== undefined && onOpen !== null) onOpen(row);
    else return;
    event.preventDefault();
  };
  return (
    <div
      class="table-scroll"
      ref={scroller}
      tabIndex={0}
      role="table"
      aria-label={title}
      aria-rowcount={rows.length + 1}
      style={{ "--columns": template, "max-height": `${(inSight + 1) * rowHeight + 2}px` }}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={onKey}
    >
      <div class="table-inner" role="presentation">
        <div class="table-row table-head" role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <div
              key={column.name}
              role="columnheader"
              class={isNumber(column) ? "number" : undefined}
              aria-sort={sorting?.column !== column.name ? "none" : sorting.descending ? "descending" : "ascending"}
            >
              <button type="button" onClick={() => sortBy(column.name)} title={`Sort by ${column.title}`}>
                <bdi>{words(column.title)}</bdi>
                <span aria-hidden="true">{sorting?.column !== column.name ? "" : sorting.descending ? " ▾" : " ▴"}</span>
              </button>
            </div>
          ))}
        </div>
        <div class="table-body" role="rowgroup" style={{ height: `${rows.length * rowHeight}px` }}>
          <div role="presentation" style={{ transform: `translateY(${first * rowHeight}px)` }}>
            {drawn.map((row, index) => {
              const at = first + index;
              return (
                <div
                  key={at}
                  role="row"
                  aria-rowindex={at + 2}
                  aria-current={current === at ? "true" : undefined}
                  class={`table-row${onOpen === null ? "" : " opens"}${current === at ? " current" : ""}`}
                  onClick={(event) => {
                    if (onOpen === null || (event.target as Element).closest("a") !== null || getSelection()?.type === "Range") return;
                    onOpen(row);
                  }}
                >
                  {columns.map((column) => (
                    <div key={column.name} role="cell" class={isNumber(column) ? "number" : undefined}>
                      <Cell column={column} row={row} />
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
};

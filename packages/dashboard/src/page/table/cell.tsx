import type { JsonValue, ReportColumn } from "@meshaudit/core";
import { usePlace, type Place } from "../address/use-view.ts";
import { useZone } from "../frame/zone.ts";
import { numberText, percentText } from "../words/numbers.ts";
import { words } from "../words/safe-words.ts";
import { timeText, type ZoneChoice } from "../words/times.ts";
import { valueText, type Row } from "./sort-rows.ts";

/** A column, as a table needs it. */
export type Column = Pick<ReportColumn, "name" | "title" | "type">;

/** The API group that the row tells: several have a kind of one name. */
const groupOf = (row: Row): string => valueText(row["group"]);

/** The page of an object, whose namespace the row tells: `virtualservices.networking.istio.io/reviews`; null of what has no name. */
const objectLink = (text: string, row: Row, to: Place["to"]): string | null => {
  const [type = "", name = "", ...more] = text.split("/");
  if (type === "" || name === "" || more.length > 0) return null;
  const subject = `${type.includes(".") ? type : `${type}.`}/${valueText(row["namespace"])}/${name}`;
  return to({ page: "object", subject, change: null });
};

/** Where a value leads; null where it leads nowhere. */
const leadsTo = (type: Column["type"], text: string, row: Row, { view, to, leads }: Place): string | null => {
  if (!leads || text === "") return null;
  const filters = view.filters;
  switch (type) {
    case "user":
      return to({ page: "operation-audit", subject: text });
    case "kind":
      return to({ page: "operation-details", subject: groupOf(row) === "" ? text : `${text}.${groupOf(row)}` });
    case "object":
      return objectLink(text, row, to);
    case "request":
      return to({ request: text });
    case "ip":
      return to({ filters: { ...filters, network: { range: `${text}/${text.includes(":") ? 128 : 32}` } } });
    case "namespace":
      return to({ filters: { ...filters, namespace: text } });
    case "code":
      return /^[1-5]\d\d$/.test(text) ? to({ filters: { ...filters, code: Number(text) } }) : null;
    default:
      return null;
  }
};

/** Characters of a cell that are drawn: a stranger's text may be a megabyte, and is in the row's drawer in full. */
const longest = 400;

const shown = (type: Column["type"], value: JsonValue | undefined, zone: ZoneChoice): string => {
  if (typeof value === "number" && type === "share") return percentText(value);
  if (typeof value === "number" && type === "number") return numberText(value);
  if (type === "time" && typeof value === "string") return timeText(value, zone, true);
  const text = valueText(value);
  return words(text.length > longest ? `${text.slice(0, longest)} …` : text);
};

/** The length of a value as it is shown, for the width of its column. */
export const shownLength = ({ type }: Column, value: JsonValue | undefined): number =>
  type === "time" ? 23 : shown(type, value, "utc").length;

/** One value of a table, which leads further where it can. */
export const Cell = ({ column, row }: { column: Column; row: Row }) => {
  const value = row[column.name];
  const place = usePlace();
  const zone = useZone();
  const text = shown(column.type, value, zone);
  const href = leadsTo(column.type, valueText(value), row, place);
  const mark = column.type === "code" ? `code code-${valueText(value).slice(0, 1)}` : undefined;
  if (text === "") return <span class="nothing">–</span>;
  const label = column.type === "request" ? "Show" : text;
  if (href === null) return <bdi class={mark}>{text}</bdi>;
  return (
    <a href={href} class={mark} title={column.type === "request" ? text : undefined}>
      <bdi>{label}</bdi>
    </a>
  );
};

import type { ReportFilters } from "@meshaudit/core";
import { filterParameters, filtersOf, noFilters } from "./report-parameters.ts";

/** The pages, in the order of their tabs; `object` has no tab. */
export const pageNames = ["overview", "operation-audit", "operation-overview", "operation-details", "timeline", "query", "object"] as const;
export type PageName = (typeof pageNames)[number];

/** All that the page shows, as its address says it: a view can be sent to a colleague. */
export interface View {
  page: PageName;
  /** The account of operation-audit, the kind of operation-details, the object of the object page. */
  subject: string | null;
  filters: ReportFilters;
  /** A span up to now, such as 24h, in place of the filters' span; null when that counts. */
  last: string | null;
  compare: boolean;
  /** The query page's query. */
  query: string | null;
  /** A change of the object page's object, or of `object` in the drawer. */
  change: string | null;
  /** In the drawer: an object whose change is shown. */
  object: string | null;
  /** In the drawer: a request, by its auditID. */
  request: string | null;
  /** What colours the marks of the timeline. */
  colour: "person" | "risk";
}

/** Where the dashboard begins. */
export const firstView: View = {
  page: "overview",
  subject: null,
  filters: noFilters,
  last: null,
  compare: false,
  query: null,
  change: null,
  object: null,
  request: null,
  colour: "person",
};

const texts = ["subject", "last", "query", "change", "object", "request"] as const;

/** The part of an address after `#` that says a view. */
export const addressOf = (view: View): string => {
  const parameters = filterParameters(view.filters);
  for (const name of texts) {
    const value = view[name];
    if (value !== null) parameters.set(name, value);
  }
  if (view.compare) parameters.set("compare", "before");
  if (view.colour === "risk") parameters.set("colour", "risk");
  const text = parameters.toString();
  return `#/${view.page}${text === "" ? "" : `?${text}`}`;
};

/** The view of an address; what is none of ours is left out, and no page is the first one. */
export const viewOf = (address: string): View => {
  const [path = "", ...rest] = address.replace(/^#?\/?/, "").split("?");
  const parameters = new URLSearchParams(rest.join("?"));
  const text = (name: (typeof texts)[number]): string | null => parameters.get(name) ?? null;
  return {
    page: pageNames.find((name) => name === path) ?? "overview",
    subject: text("subject"),
    filters: filtersOf(parameters),
    last: text("last"),
    compare: parameters.get("compare") === "before",
    query: text("query"),
    change: text("change"),
    object: text("object"),
    request: text("request"),
    colour: parameters.get("colour") === "risk" ? "risk" : "person",
  };
};

const units = new Map([
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/** A length of time such as 24h, in ms; null when it is none. */
const lengthOf = (text: string): number | null => {
  const [, amount, unit = ""] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const size = units.get(unit);
  return amount === undefined || size === undefined ? null : Number(amount) * size;
};

/** The filters with the span that counts at a moment, ms since the epoch. */
export const filtersAt = ({ filters, last }: View, moment: number): ReportFilters => {
  const length = last === null ? null : lengthOf(last);
  return length === null ? filters : { ...filters, from: new Date(moment - length).toISOString(), to: null };
};

import type { JsonValue } from "../model/json.ts";
import type { ReportSeries } from "./report.ts";
import type { ChartPlan, ReportRow } from "./report-plan.ts";
import { allSteps, type TrendStep } from "./trend.ts";

/** What stands for a value that there is not. */
const none = "none";

const nameOf = (value: JsonValue | undefined): string =>
  typeof value === "string" ? value : value === null || value === undefined ? none : String(value);

/** ISO 3166 codes by the English names that countries have in answers. */
const codesByCountry = (): Map<string, string> => {
  const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  // Of a country with two codes, the first is the one in use.
  return new Map(codes.toReversed().flatMap((code) => (names.of(code) === undefined ? [] : [[names.of(code) ?? "", code]])));
};

/** A chart's series: of rows whose first column is where a point stands, one for each other column. */
export const seriesOf = (
  { type }: ChartPlan,
  columns: readonly string[],
  rows: readonly ReportRow[],
  trend: { step: TrendStep; zone: string },
): ReportSeries[] => {
  const [at = "", ...values] = columns;
  if (type === "trend") {
    const byBegin = new Map(rows.map((row) => [new Date(nameOf(row[at])).toISOString(), row]));
    const steps = allSteps([...byBegin.keys()], trend.step, trend.zone);
    return values.map((name) => ({ name, points: steps.map((x) => ({ x, y: Number(byBegin.get(x)?.[name] ?? 0) })) }));
  }
  const codes = type === "map" ? codesByCountry() : null;
  const xOf = (row: ReportRow): string => {
    const name = nameOf(row[at]);
    return codes?.get(name) ?? name;
  };
  return values.map((name) => ({ name, points: rows.map((row) => ({ x: xOf(row), y: Number(row[name] ?? 0) })) }));
};

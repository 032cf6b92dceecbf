import { age, ageInWords, objectLabel, safeText, whoLabel } from "@meshaudit/client";
import type { ObjectBlame } from "@meshaudit/core";
import { padTo, truncate, widthOf, wrap } from "../terminal/width.ts";
import type { BlameLine, LineBlame } from "./blame-lines.ts";
import { shortId } from "./change-rows.ts";
import { searchedLine } from "./searched.ts";
import { sentence } from "./sentence.ts";
import type { ViewOptions } from "./view.ts";

/** What stands before a line: the change, who, when. */
interface Margin {
  id: string;
  who: string;
  when: string;
}

const unexplained = "(unexplained)";

const marginOf = (blame: LineBlame, { clock, wide }: ViewOptions): Margin => {
  if (blame.kind === "structure") return { id: "", who: "", when: "" };
  if (blame.kind === "unexplained") return { id: "-", who: unexplained, when: "" };
  const { change } = blame;
  return { id: shortId(change.id), who: whoLabel(change.actor, wide), when: age(Date.parse(change.time), clock) };
};

const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);

/** Widths of the three parts of the margin: on a narrow terminal the YAML comes first. */
const marginWidths = (margins: readonly Margin[], width: number | null): { who: number; when: number } => {
  const who = widest(margins.map((margin) => margin.who));
  const when = widest(margins.map((margin) => margin.when));
  if (width === null) return { who, when };
  return width < 80 ? { who: Math.min(who, Math.floor(width * 0.3)), when: 0 } : { who: Math.min(who, Math.floor(width / 3)), when };
};

/** The YAML, each line behind the change, the person and the time that last set it. */
export const renderBlame = (result: ObjectBlame, lines: readonly BlameLine[], options: ViewOptions): string[] => {
  const { style, width, clock } = options;
  const margins = lines.map(({ blame }) => marginOf(blame, options));
  const { who, when } = marginWidths(margins, width);
  const rows = lines.flatMap(({ text, blame }, index) => {
    const margin = margins[index] ?? { id: "", who: "", when: "" };
    const before = [padTo(margin.id, 7), padTo(truncate(margin.who, who), who), ...(when > 0 ? [padTo(margin.when, when)] : [])].join("  ");
    const room = width === null ? null : Math.max(8, width - widthOf(before) - 3);
    const indentation = /^[ -]*/.exec(text)?.[0].length ?? 0;
    const [first = "", ...rest] = room === null || widthOf(text) <= room ? [safeText(text)] : yamlWrap(safeText(text), indentation, room);
    const paint = blame.kind === "unexplained" ? style.medium : style.faint;
    return [
      `${paint(before)} ${style.faint("│")} ${first}`,
      ...rest.map((line) => `${" ".repeat(widthOf(before))} ${style.faint("│")} ${line}`),
    ];
  });
  if (!options.withHeaders) return rows;
  const at = result.at === null ? "" : ` as of ${ageInWords(Date.parse(result.at), clock).replace(/^on /, "")}`;
  const approximate = result.evidence === "approximate" ? ", rebuilt from requests (approximate)" : "";
  return [
    ...sentence(`${objectLabel(result.object)}${at}${approximate}`, style.strong, options),
    "",
    ...rows,
    "",
    ...sentence(searchedLine(result.searched, clock), style.faint, options),
  ];
};

/** A long line of YAML in pieces that keep its indentation. */
const yamlWrap = (text: string, indentation: number, room: number): string[] => {
  const margin = " ".repeat(Math.min(indentation + 2, Math.floor(room / 2)));
  const [first = "", ...rest] = wrap(text.trimStart(), room - margin.length);
  return [text.slice(0, text.length - text.trimStart().length) + first, ...rest.map((line) => margin + line)];
};

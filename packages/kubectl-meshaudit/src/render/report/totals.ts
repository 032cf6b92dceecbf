import type { Report } from "@meshaudit/core";
import type { Style } from "../../terminal/style.ts";
import { padTo, widthOf } from "../../terminal/width.ts";
import { count } from "../amount.ts";
import type { ViewOptions } from "../view.ts";
import { changeSince } from "./change-since.ts";
import { pipeWidth } from "./report-view.ts";
import { totalsOf, type ShownTotal } from "./total-words.ts";

const apart = "   ";

const label = ({ words, amount, before }: ShownTotal): string => `${words}${before === null ? "" : ` ${changeSince(amount, before)}`}`;

interface Column {
  numbers: number;
  labels: number;
}

/** How wide the columns are when the groups are broken into lines of so many totals. */
const columnsOf = (lines: readonly (readonly ShownTotal[])[], most: number): Column[] =>
  Array.from({ length: most }, (_, column) => {
    const cells = lines.flatMap((line) => line[column] ?? []);
    return {
      numbers: Math.max(0, ...cells.map(({ amount }) => count(amount).length)),
      labels: Math.max(0, ...cells.map((total) => widthOf(label(total)))),
    };
  });

const linesOf = (groups: readonly ShownTotal[][], most: number): ShownTotal[][] =>
  groups.flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / most) }, (_, line) => group.slice(line * most, (line + 1) * most)),
  );

const widthOfLine = (columns: readonly Column[]): number =>
  columns.reduce((sum, { numbers, labels }) => sum + numbers + 1 + labels, 0) + apart.length * (columns.length - 1);

const painted = (total: ShownTotal, { numbers, labels }: Column, style: Style): string => {
  const number = count(total.amount).padStart(numbers);
  const text = padTo(label(total), labels);
  if (total.amount === 0) return style.faint(`${number} ${text}`);
  return `${total.isTrouble ? style.high(number) : style.strong(number)} ${text}`;
};

/** The totals as a block: what belongs together on a line, numbers below one another, as many on a line as fit. */
export const renderTotals = (report: Report, { width, style }: ViewOptions): string[] => {
  const groups = totalsOf(report);
  const longest = Math.max(...groups.map(({ length }) => length));
  const most = Array.from({ length: longest }, (_, index) => longest - index).find(
    (each) => each === 1 || widthOfLine(columnsOf(linesOf(groups, each), each)) <= (width ?? pipeWidth),
  );
  const lines = linesOf(groups, most ?? 1);
  const columns = columnsOf(lines, most ?? 1);
  return lines.map((line) =>
    line
      .map((total, index) => {
        const column = columns[index] ?? { numbers: 0, labels: 0 };
        const isLast = index === line.length - 1;
        return painted(total, isLast ? { ...column, labels: 0 } : column, style);
      })
      .join(apart),
  );
};

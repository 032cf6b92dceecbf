import type { Expression, Frame, FrameBound, Name, Order, Window } from "./sql-node.ts";
import type { TokenReader } from "./token-reader.ts";

/** `ORDER BY` and what follows it, when it is next. */
export const parseOrderBy = (reader: TokenReader, expression: () => Expression): Order[] => {
  if (!reader.take("order", "by")) return [];
  const orders: Order[] = [];
  do {
    const key = expression();
    const descending = reader.take("desc") || (reader.take("asc"), false);
    const first = reader.take("nulls", "first");
    const last = !first && reader.take("nulls", "last");
    orders.push({ expression: key, descending, nullsFirst: first ? true : last ? false : null });
  } while (reader.takeSymbol(","));
  return orders;
};

const parseFrameBound = (reader: TokenReader): FrameBound => {
  if (reader.take("current", "row")) return { kind: "current" };
  const token = reader.peek();
  const rows = reader.take("unbounded") ? null : Number(token.text);
  if (rows !== null) {
    if (token.kind !== "number" || !Number.isSafeInteger(rows)) throw reader.unexpected("UNBOUNDED, CURRENT ROW or a whole number");
    reader.next();
  }
  if (reader.take("preceding")) return { kind: "preceding", rows };
  if (reader.take("following")) return { kind: "following", rows };
  throw reader.unexpected("PRECEDING or FOLLOWING");
};

const parseFrame = (reader: TokenReader): Frame | null => {
  const unit = reader.take("rows") ? "rows" : reader.take("range") ? "range" : null;
  if (unit === null) return null;
  if (!reader.take("between")) return { unit, from: parseFrameBound(reader), to: { kind: "current" } };
  const from = parseFrameBound(reader);
  reader.expect("and");
  return { unit, from, to: parseFrameBound(reader) };
};

const parseWindow = (reader: TokenReader, expression: () => Expression): Window => {
  reader.expectSymbol("(", "OVER takes a window in parentheses");
  const partitionBy: Expression[] = [];
  if (reader.take("partition", "by")) {
    do partitionBy.push(expression());
    while (reader.takeSymbol(","));
  }
  const orderBy = parseOrderBy(reader, expression);
  const frame = parseFrame(reader);
  reader.expectSymbol(")");
  return { partitionBy, orderBy, frame };
};

/** A function's call, from the parenthesis after its name. */
export const parseCall = (reader: TokenReader, name: Name, expression: () => Expression): Expression => {
  reader.expectSymbol("(");
  const distinct = reader.take("distinct");
  const star = !distinct && reader.takeSymbol("*");
  const args: Expression[] = [];
  if (!star && !reader.atSymbol(")")) {
    do args.push(expression());
    while (reader.takeSymbol(","));
  }
  const orderBy = parseOrderBy(reader, expression);
  reader.expectSymbol(")", `to close the call of ${name.text}`);
  let filter: Expression | null = null;
  if (reader.at("filter") && reader.peek(1).text === "(") {
    reader.take("filter");
    reader.expectSymbol("(");
    reader.expect("where");
    filter = expression();
    reader.expectSymbol(")");
  }
  const over = reader.take("over") ? parseWindow(reader, expression) : null;
  return { kind: "call", name, args, star, distinct, orderBy, filter, over, span: { start: name.span.start, end: reader.end } };
};

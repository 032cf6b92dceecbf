import { spanning } from "../text/query-error.ts";
import { intervalOf, typeNames } from "./type-names.ts";
import { parseCall } from "./parse-call.ts";
import type { BinaryOperator, Expression, Statement } from "./sql-node.ts";
import type { TokenReader } from "./token-reader.ts";

/** How closely operators bind; comparisons do not chain. */
const precedence: ReadonlyMap<string, number> = new Map([
  ["or", 1],
  ["and", 2],
  ["=", 4],
  ["<>", 4],
  ["!=", 4],
  ["<", 4],
  ["<=", 4],
  [">", 4],
  [">=", 4],
  ["||", 5],
  ["+", 6],
  ["-", 6],
  ["*", 7],
  ["/", 7],
  ["%", 7],
]);
const ofNot = 3;
const ofComparison = 4;
const ofSign = 8;

/** What parses an expression: a Pratt parser, which climbs from the operators that bind least. */
export type ParseExpression = () => Expression;

/**
 * A parser of expressions.
 *
 * @param parseStatement parses a subquery, up to its closing parenthesis.
 */
export const expressionParser = (reader: TokenReader, parseStatement: () => Statement): ParseExpression => {
  const parse = (binding: number): Expression => {
    let left = prefix();
    for (;;) {
      const token = reader.peek();
      const operator = token.kind === "word" || token.kind === "symbol" ? token.text.toLowerCase() : "";
      const binds = precedence.get(operator);
      if (binds !== undefined && binds > binding) {
        reader.next();
        reader.countOperator(token);
        const right = parse(binds);
        const written = operator === "!=" ? "<>" : operator;
        left = { kind: "binary", operator: written as BinaryOperator, left, right, span: spanning(left.span, right.span) };
        continue;
      }
      const test = binding < ofComparison ? predicate(left) : null;
      if (test === null) return left;
      reader.countOperator(token);
      left = test;
    }
  };

  const expression: ParseExpression = () => reader.nested(() => parse(0));

  /** `IS NULL`, `[NOT] IN`, `[NOT] BETWEEN`, `[NOT] LIKE`; null when none comes next. */
  const predicate = (operand: Expression): Expression | null => {
    const spanned = () => ({ start: operand.span.start, end: reader.end });
    if (reader.take("is")) {
      const negated = reader.take("not");
      reader.expect("null");
      return { kind: "isNull", operand, negated, span: spanned() };
    }
    const negated = reader.at("not");
    const keyword = reader.peek(negated ? 1 : 0);
    const word = keyword.kind === "word" ? keyword.text.toLowerCase() : "";
    if (word !== "in" && word !== "between" && word !== "like") return null;
    reader.take("not");
    reader.next();
    if (word === "between") {
      const low = parse(ofComparison);
      reader.expect("and");
      const high = parse(ofComparison);
      return { kind: "between", operand, low, high, negated, span: spanned() };
    }
    if (word === "like") {
      const pattern = parse(ofComparison);
      const escape = reader.take("escape") ? parse(ofComparison) : null;
      return { kind: "like", operand, pattern, escape, negated, span: spanned() };
    }
    reader.expectSymbol("(", "IN takes a list or a subquery in parentheses");
    if (reader.at("select") || reader.at("with")) {
      const query = reader.nested(parseStatement);
      reader.expectSymbol(")");
      return { kind: "inQuery", operand, query, negated, span: spanned() };
    }
    const options = list();
    reader.expectSymbol(")");
    return { kind: "in", operand, options, negated, span: spanned() };
  };

  const list = (): Expression[] => {
    const items = [expression()];
    while (reader.takeSymbol(",")) items.push(expression());
    return items;
  };

  const prefix = (): Expression => {
    const token = reader.peek();
    const from = (operand: Expression) => ({ start: token.span.start, end: operand.span.end });
    if (reader.take("not")) {
      reader.countOperator(token);
      const operand = reader.nested(() => parse(ofNot));
      return { kind: "not", operand, span: from(operand) };
    }
    if (reader.takeSymbol("-") || reader.takeSymbol("+")) {
      reader.countOperator(token);
      const operand = reader.nested(() => parse(ofSign));
      return token.text === "-" ? { kind: "negate", operand, span: from(operand) } : operand;
    }
    let operand = primary();
    while (reader.takeSymbol("[")) {
      reader.countOperator(token);
      const index = expression();
      reader.expectSymbol("]");
      operand = { kind: "subscript", operand, index, span: { start: operand.span.start, end: reader.end } };
    }
    return operand;
  };

  const primary = (): Expression => {
    const token = reader.peek();
    const spanned = () => ({ start: token.span.start, end: reader.end });
    if (token.kind === "string") {
      reader.next();
      return { kind: "text", value: token.text, span: token.span };
    }
    if (token.kind === "number") {
      reader.next();
      if (token.text.length > 30) throw reader.fail(token.span, "the number has more than 30 digits");
      return { kind: "number", value: token.text, span: token.span };
    }
    if (reader.takeSymbol("(")) {
      if (reader.at("select") || reader.at("with")) {
        const query = reader.nested(parseStatement);
        reader.expectSymbol(")");
        return { kind: "subquery", query, span: spanned() };
      }
      const inner = expression();
      reader.expectSymbol(")", "to close the parenthesis");
      return { ...inner, span: spanned() };
    }
    if (reader.take("null")) return { kind: "null", span: token.span };
    if (reader.at("true") || reader.at("false"))
      return { kind: "boolean", value: reader.next().text.toLowerCase() === "true", span: token.span };
    if (reader.take("case")) return caseOf(token.span.start);
    if (reader.at("cast") || (reader.at("try_cast") && reader.peek(1).text === "(")) return castOf();
    if (reader.take("exists")) {
      reader.expectSymbol("(");
      const query = reader.nested(parseStatement);
      reader.expectSymbol(")");
      return { kind: "exists", query, span: spanned() };
    }
    const text = reader.peek(1).kind === "string";
    if (text && (reader.at("timestamp") || reader.at("date"))) {
      const type = reader.next().text.toLowerCase() === "date" ? "date" : "timestamp";
      return { kind: "moment", type, value: reader.next().text, span: spanned() };
    }
    if (text && reader.take("interval")) {
      const amount = reader.next();
      const unit = reader.next();
      const interval = intervalOf(amount.text, unit.text);
      if (interval === null)
        throw reader.fail(
          spanned(),
          "this is no interval",
          "such as: interval '5' minute; units are second, minute, hour, day, week, month, year",
        );
      return { kind: "interval", ...interval, span: spanned() };
    }
    return nameOrCall();
  };

  const caseOf = (start: number): Expression => {
    const operand = reader.at("when") ? null : expression();
    const branches: { when: Expression; result: Expression }[] = [];
    while (reader.take("when")) {
      const when = expression();
      reader.expect("then");
      branches.push({ when, result: expression() });
    }
    if (branches.length === 0) throw reader.unexpected("WHEN");
    const otherwise = reader.take("else") ? expression() : null;
    reader.expect("end");
    return { kind: "case", operand, branches, otherwise, span: { start, end: reader.end } };
  };

  const castOf = (): Expression => {
    const { span, text } = reader.next();
    reader.expectSymbol("(");
    const operand = expression();
    reader.expect("as");
    const type = reader.peek();
    const known = type.kind === "word" ? typeNames.get(type.text.toLowerCase()) : undefined;
    if (known === undefined) throw reader.unexpected("a type", `types are ${[...typeNames.keys()].join(", ")}`);
    reader.next();
    reader.expectSymbol(")");
    return { kind: "cast", operand, type: known, safe: text.toLowerCase() === "try_cast", span: { start: span.start, end: reader.end } };
  };

  const nameOrCall = (): Expression => {
    // `left(…)`-like names are no keywords here; a call's name never stands in quotes.
    const first = reader.takeName();
    if (first === null) throw reader.unexpected("a column, a value or a function", "a text stands in single quotes");
    if (!first.quoted && reader.atSymbol("(")) return parseCall(reader, first, expression);
    const parts = [first];
    while (reader.takeSymbol(".")) {
      if (reader.atSymbol("*")) throw reader.unexpected("a column's name");
      const token = reader.peek();
      // After a dot a keyword is a name too: annotations.from
      if (token.kind !== "word" && token.kind !== "name")
        throw reader.unexpected(
          "the rest of the column's name",
          "names with other characters than letters, digits and _ stand in double quotes",
        );
      reader.next();
      parts.push({ text: token.text, quoted: token.kind === "name", span: token.span });
    }
    if (reader.atSymbol("(")) throw reader.fail(first.span, "a function's name has no dots");
    return { kind: "column", parts, span: { start: first.span.start, end: reader.end } };
  };

  return expression;
};

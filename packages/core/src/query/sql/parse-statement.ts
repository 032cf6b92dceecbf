import { didYouMean } from "../text/near-names.ts";
import { parseOrderBy } from "./parse-call.ts";
import { expressionParser } from "./parse-expression.ts";
import { otherStatements } from "./reserved-words.ts";
import type { Body, From, Item, JoinType, Name, Select, SetOperator, Statement } from "./sql-node.ts";
import { tokenReader, type TokenReader } from "./token-reader.ts";

/** What is next when it is no SELECT: other statements are refused by what they would do. */
const noStatement = (reader: TokenReader) => {
  const word = reader.peek().text.toLowerCase();
  const does = otherStatements.get(word);
  const hint =
    does === undefined ? didYouMean(word, ["select", "with"]) : `${word.toUpperCase()} ${does}; a query only reads the log, with SELECT`;
  return reader.unexpected("SELECT or WITH", hint);
};

/**
 * Parses the SQL that begins at `start` in `text`: one SELECT, whole.
 *
 * @throws MeshauditError `query-invalid`.
 */
export const parseSql = (text: string, start: number): Statement => {
  const reader = tokenReader(text, start);
  const parsed = statementParser(reader)();
  const after = reader.peek();
  if (reader.takeSymbol(";") && reader.peek().kind !== "end") {
    throw reader.fail(reader.peek().span, "a second statement follows the first", "a query is one statement");
  }
  if (reader.peek().kind !== "end") throw reader.unexpected("the end of the statement", afterStatement(after.text));
  return parsed;
};

const clauses = ["from", "where", "group", "having", "order", "limit", "union", "join", "on", "as"];

const afterStatement = (word: string): string | undefined =>
  clauses.includes(word.toLowerCase())
    ? "the parts of a statement stand in this order: SELECT, FROM, WHERE, GROUP BY, HAVING, ORDER BY, LIMIT"
    : didYouMean(word, clauses)?.startsWith("did")
      ? didYouMean(word, clauses)
      : undefined;

const statementParser = (reader: TokenReader): (() => Statement) => {
  const statement = (): Statement => {
    const ctes: Statement["with"] = [];
    if (reader.take("with")) {
      if (reader.at("recursive")) throw reader.unexpected("a name", "a query does not call itself");
      do ctes.push(cte());
      while (reader.takeSymbol(","));
    }
    const main = body();
    const orderBy = parseOrderBy(reader, expression);
    return { with: ctes, body: main, orderBy, limit: limitOf() };
  };

  const expression = expressionParser(reader, statement);

  const cte = (): Statement["with"][number] => {
    const name = reader.expectName("a name for the subquery");
    const columns = reader.atSymbol("(") ? columnNames() : [];
    reader.expect("as");
    reader.expectSymbol("(");
    const query = reader.nested(statement);
    reader.expectSymbol(")");
    return { name, columns, query };
  };

  const columnNames = (): Name[] => {
    reader.expectSymbol("(");
    const names = [reader.expectName("a column's name")];
    while (reader.takeSymbol(",")) names.push(reader.expectName("a column's name"));
    reader.expectSymbol(")");
    return names;
  };

  const body = (): Body => {
    let left = intersection();
    for (;;) {
      const token = reader.peek();
      const operator: SetOperator | null = reader.take("union") ? "union" : reader.take("except") ? "except" : null;
      if (operator === null) return left;
      reader.countOperator(token);
      const all = reader.take("all");
      if (!all) reader.take("distinct");
      if (all && operator === "except") throw reader.fail(token.span, "EXCEPT ALL is not among what this language can do");
      left = { kind: "set", operator: all ? "union all" : operator, left, right: intersection() };
    }
  };

  /** INTERSECT binds closer than UNION and EXCEPT. */
  const intersection = (): Body => {
    let left = operandOfSet();
    while (reader.at("intersect")) {
      reader.countOperator(reader.next());
      reader.take("distinct");
      left = { kind: "set", operator: "intersect", left, right: operandOfSet() };
    }
    return left;
  };

  const operandOfSet = (): Body => {
    if (!reader.takeSymbol("(")) return select();
    const query = reader.nested(statement);
    reader.expectSymbol(")");
    return { kind: "nested", query };
  };

  const select = (): Select => {
    const start = reader.peek().span.start;
    if (!reader.at("select")) throw noStatement(reader);
    reader.next();
    const distinct = reader.take("distinct") || (reader.take("all"), false);
    const items = [item()];
    while (reader.takeSymbol(",")) items.push(item());
    const from = reader.take("from") ? fromList() : null;
    const where = reader.take("where") ? expression() : null;
    const groupBy = [];
    if (reader.take("group", "by")) {
      do groupBy.push(expression());
      while (reader.takeSymbol(","));
    }
    const having = reader.take("having") ? expression() : null;
    return { kind: "select", distinct, items, from, where, groupBy, having, span: { start, end: reader.end } };
  };

  const item = (): Item => {
    const { start } = reader.peek().span;
    if (reader.takeSymbol("*")) return { kind: "all", source: null, span: { start, end: reader.end } };
    const { kind } = reader.peek();
    if (
      (kind === "word" || kind === "name") &&
      reader.peek(1).text === "." &&
      reader.peek(2).kind === "symbol" &&
      reader.peek(2).text === "*"
    ) {
      const source = reader.expectName("a table");
      reader.next();
      reader.next();
      return { kind: "all", source, span: { start, end: reader.end } };
    }
    const value = expression();
    const alias = reader.take("as") ? reader.expectName("a name for the column") : reader.takeName();
    return { kind: "expression", expression: value, alias, span: value.span };
  };

  const fromList = (): From => {
    let left = joined();
    while (reader.atSymbol(",")) {
      reader.countOperator(reader.next());
      left = { kind: "join", type: "cross", left, right: joined(), on: null, using: [] };
    }
    return left;
  };

  const joinType = (): JoinType | null => {
    if (reader.at("natural")) throw reader.unexpected("JOIN with ON or USING", "NATURAL JOIN is not among what this language can do");
    if (reader.take("cross", "join")) return "cross";
    for (const type of ["left", "right", "full"] as const) {
      if (!reader.take(type)) continue;
      reader.take("outer");
      reader.expect("join");
      return type;
    }
    return reader.take("inner", "join") || reader.take("join") ? "inner" : null;
  };

  const joined = (): From => {
    let left = source();
    for (;;) {
      const token = reader.peek();
      const type = joinType();
      if (type === null) return left;
      reader.countOperator(token);
      const right = source();
      if (type === "cross") left = { kind: "join", type, left, right, on: null, using: [] };
      else if (reader.take("using")) left = { kind: "join", type, left, right, on: null, using: columnNames() };
      else {
        reader.expect("on");
        left = { kind: "join", type, left, right, on: expression(), using: [] };
      }
    }
  };

  const source = (): From => {
    const open = reader.peek();
    if (reader.takeSymbol("(")) {
      const query = reader.nested(statement);
      reader.expectSymbol(")");
      const span = { start: open.span.start, end: reader.end };
      reader.take("as");
      return { kind: "derived", query, alias: reader.takeName(), span };
    }
    if (open.kind === "string")
      throw reader.unexpected("a table or a subquery", "a query reads no files; its tables are log, requests and changes");
    const name = reader.expectName("a table or a subquery");
    if (reader.atSymbol("("))
      throw reader.fail(
        name.span,
        `${name.text}(…) is no table`,
        "there are no functions that make tables; the tables are log, requests and changes",
      );
    if (reader.atSymbol("."))
      throw reader.fail(name.span, `${name.text}.… is no table`, "there are no schemas; the tables are log, requests and changes");
    if (reader.take("as")) return { kind: "table", name, alias: reader.expectName("a name for the table") };
    return { kind: "table", name, alias: reader.takeName() };
  };

  const wholeNumber = (): number => {
    const token = reader.peek();
    const value = Number(token.text);
    if (token.kind !== "number" || !Number.isSafeInteger(value) || !/^\d+$/.test(token.text)) throw reader.unexpected("a whole number");
    reader.next();
    return value;
  };

  /** `LIMIT n`, `LIMIT offset, n`, `LIMIT n OFFSET m`, `OFFSET m LIMIT n`. */
  const limitOf = (): Statement["limit"] => {
    if (reader.take("offset")) {
      const offset = wholeNumber();
      return { count: reader.take("limit") ? wholeNumber() : null, offset };
    }
    if (!reader.take("limit")) return null;
    const first = reader.take("all") ? null : wholeNumber();
    if (first !== null && reader.takeSymbol(",")) return { count: wholeNumber(), offset: first };
    return { count: first, offset: reader.take("offset") ? wholeNumber() : 0 };
  };

  return statement;
};

import { describe, expect, it } from "vitest";
import { planQuery } from "./plan/plan-query.ts";
import { parseQuery } from "./query.ts";

const plan = (text: string) => planQuery(parseQuery(text), { now: 0 });

describe("a query that is wrong says where, and what was meant", () => {
  it.each([
    ["usr.username: alice", "usr.username", "log has no field", 'did you mean "user.username"?'],
    ["responseStatus.code: many", "many", '"many" is no number', null],
    ["* | SELECT usr", "usr", 'there is no column "usr"', null],
    ["* | SELECT user.usrname", "user.usrname", 'there is no column "user.usrname"', 'did you mean "user.username"'],
    ["* | SELECT 1 FROM logs", "logs", 'there is no table "logs"', 'did you mean "log"'],
    ["* | SELECT lenght(verb)", "lenght", 'there is no function "lenght"', 'did you mean "length"'],
    ["* | SELECT length(verb, 1)", "length(verb, 1)", "length has 2 arguments here", "length(text)"],
    ['* | SELECT count(1) AS total GROUP BY verb HAVING "totl" > 1', '"totl"', 'there is no column "totl"', 'did you mean "total"?'],
    ["* | SELECT verb AS v GROUP BY v ORDER BY w", "w", 'there is no column "w"', null],
    ["* | SELECT verb, stage AS VERB", "VERB", 'two columns are named "VERB"', "AS"],
    ["* | SELECT *, stage FROM log", "stage", 'two columns are named "stage"', "AS"],
    ["* | SELECT stage, count(1) GROUP BY verb", "stage", '"stage" has many values in a group', "GROUP BY"],
    ["* | SELECT verb WHERE count(1) > 1", "count(1)", "count cannot stand in WHERE", "HAVING"],
    ["* | SELECT sum(count(1))", "count(1)", "count cannot stand within another", null],
    ["* | SELECT verb FROM log a, requests b", "verb", '"verb" is a column of "a" and "b"', "a dot"],
    ["* | SELECT 1 WHERE stageTimestamp > 5", "stageTimestamp > 5", "a time and a number cannot be compared", "to_unixtime"],
    ["* | SELECT date_format(__time__, '%Y')", "__time__", "a time", "from_unixtime"],
    ["* | SELECT date_format(stageTimestamp, '%q')", "'%q'", '"%q" means nothing in a pattern', "%Y"],
    ["* | SELECT json_extract(requestObject, '$.a[*]')", "'$.a[*]'", "no JSON path", "$.spec"],
    ["* | SELECT date_trunc('fortnight', stageTimestamp)", "'fortnight'", "no unit of time", "minute"],
    ["* | SELECT compare(1, 60) FROM log", "compare(1, 60)", "compare needs a subquery", "FROM (SELECT"],
    ["* | SELECT compare(n, 60) FROM (SELECT count(1) AS n)", "compare(n, 60)", "compare needs a span of time", "--since"],
    ["* | SELECT 'a' 'b'", "'b'", "the end of the statement is expected", null],
    ["* | SELECT verb FORM log", "log", "the end of the statement is expected", null],
    ["* | SELECT verb FROM log LIMIT x", "x", "a whole number is expected", null],
    ["* | SELECT verb, FROM log", "FROM", "a column, a value or a function is expected", null],
    ["* | SELECT 1 AS 'a'", "'a'", "a name for the column is expected", "double quotes"],
    ["* | SELECT `verb`", "`", "means nothing in SQL here", "double quotes"],
    ["* | SELECT verb FROM log UNION SELECT verb, stage FROM log", "SELECT verb, stage FROM log", "1 and 2 columns", null],
    ["* | ", "", "SELECT or WITH is expected; found the end of the query", null],
  ])("%s", (text, where, message, hint) => {
    const error = (() => {
      try {
        plan(text);
        return null;
      } catch (thrown) {
        return thrown as { code: string; message: string; hint: string | null; at: { start: number; end: number } };
      }
    })();
    expect(error).toMatchObject({ code: "query-invalid", message: expect.stringContaining(message) });
    expect(text.slice(error?.at.start, error?.at.end)).toBe(where);
    if (hint !== null) expect(error?.hint).toContain(hint);
  });

  it("tells line and column", () => {
    expect(() => plan("* |\nSELECT verb,\n  usrname FROM log")).toThrow("line 3, column 3: there is no column");
  });
});

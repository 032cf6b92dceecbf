import { describe, expect, it } from "vitest";
import { parseQuery } from "../query.ts";
import type { SearchNode, Word } from "./search-node.ts";

const written = (words: readonly Word[]): string =>
  words.map((word) => word.map((part) => (part.kind === "text" ? part.text : part.kind === "some" ? "*" : "?")).join("")).join(" ");

/** A search in prefix form, to compare it by. */
const shown = (node: SearchNode): string => {
  switch (node.kind) {
    case "all":
      return "all";
    case "and":
    case "or":
      return `(${node.kind} ${node.operands.map(shown).join(" ")})`;
    case "not":
      return `(not ${shown(node.operand)})`;
    case "words":
      return `${node.field === null ? "" : `${node.field.name}:`}${node.phrase ? "#" : ""}"${written(node.words)}"`;
    case "present":
      return `${node.field.name}:*`;
    case "empty":
      return `${node.field.name}:""`;
    case "compare":
      return `${node.field.name} ${node.operator} ${node.value}`;
    case "range": {
      const [low, high] = [node.low, node.high];
      return `${node.field.name} ${low?.inclusive === false ? "(" : "["}${low?.value ?? "*"} ${high?.value ?? "*"}${high?.inclusive === false ? ")" : "]"}`;
    }
  }
};

describe("a search", () => {
  it.each([
    ["", "all"],
    ["*", "all"],
    ["alice", '"alice"'],
    ["alice@example.com", '"alice example.com"'],
    ['"GET /api/v1"', '"GET api v1"'],
    ['#"GET /api/v1"', '#"GET api v1"'],
    ["a b", '(and "a" "b")'],
    ["a and b or c and not d", '(or (and "a" "b") (and "c" (not "d")))'],
    ["a AND (b OR c)", '(and "a" (or "b" "c"))'],
    ["not not a", '"a"'],
    ['"and"', '"and"'],
    ["verb : create", 'verb:"create"'],
    ["verb:create and * and stage:  ResponseStarted", '(and verb:"create" stage:"ResponseStarted")'],
    ["NOT user.username: node NOT user.username: serviceaccount", '(and (not user.username:"node") (not user.username:"serviceaccount"))'],
    ["user.username: system:node:a", 'user.username:"system node a"'],
    ["requestURI: /api?watch=tru*", 'requestURI:"api?watch tru*"'],
    ["userAgent: kubectl*", 'userAgent:"kubectl*"'],
    ["objectRef.name: *", "objectRef.name:*"],
    ['objectRef.name: ""', 'objectRef.name:""'],
    ["annotations.authorization.k8s.io/reason: RBAC", 'annotations.authorization.k8s.io/reason:"RBAC"'],
    ["requestObject.spec.http[0].name: x", 'requestObject.spec.http[0].name:"x"'],
    ['"a \\"b\\" c"', '"a b c"'],
    ["responseStatus.code >= 400", "responseStatus.code >= 400"],
    ["responseStatus.code in [400 499]", "responseStatus.code [400 499]"],
    ["responseStatus.code in (400 *)", "responseStatus.code (400 *]"],
    ["__time__ in [2026-11-24T12:00:00Z 1795000000)", "__time__ [2026-11-24T12:00:00Z 1795000000)"],
    ["checked in production", '(and "checked" "in" "production")'],
  ])("%s", (text, tree) => {
    expect(shown(parseQuery(text).search)).toBe(tree);
  });

  it.each([
    ["a and", 5, "a word or field: value is expected; found the end of the search"],
    ["(a or b", 7, '")" is expected'],
    ["a)", 1, '")" has no counterpart before it'],
    ["or a", 0, "before and after"],
    ["verb:", 5, 'a value is expected after "verb:"'],
    ['user "ali', 5, "is not closed"],
    ["code in [1 2", 12, '"]" or ")" is expected'],
    ["code >= ", 8, "a number or a time is expected after >="],
    ['"/?"', 0, "holds no word to look for"],
    [`${"(".repeat(100)}a${")".repeat(100)}`, 61, "nested more than 60 deep"],
    ["a ".repeat(101), 200, "more than 100 conditions"],
  ])("%s is refused where it is wrong", (text, start, message) => {
    expect(() => parseQuery(text)).toThrow(
      expect.objectContaining({ code: "query-invalid", at: expect.objectContaining({ start }), message: expect.stringContaining(message) }),
    );
  });
});

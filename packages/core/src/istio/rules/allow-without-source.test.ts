import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { allowWithoutSource } from "./allow-without-source.ts";

const from = [{ source: { principals: ["cluster.local/ns/bookinfo/sa/productpage"] } }];
const to = [{ operation: { methods: ["GET"] } }];
const policy = (...rules: JsonObject[]): JsonObject => ({ rules });

ruleTable(allowWithoutSource, [
  ["a rule that lost it", policy({ from, to }), policy({ to }), "high: anyone may now send GET: the rule has lost its source"],
  ["a new policy without", null, policy({ to }), "medium: anyone may send GET: the rule has no source"],
  [
    "a new rule without",
    policy({ from, to }),
    policy({ from, to }, { to: [{ operation: { paths: ["/open"] } }] }),
    "medium: anyone may send /open: the rule has no source",
  ],
  [
    "every address",
    null,
    policy({ from: [{ source: { ipBlocks: ["0.0.0.0/0"] } }], to }),
    "medium: anyone may send GET: the rule has no source",
  ],
  ["one open alternative", null, policy({ from: [...from, { source: {} }], to }), "medium: anyone may send GET: the rule has no source"],
  ["a condition that asks who", null, policy({ to, when: [{ key: "request.auth.claims[groups]", values: ["ops"] }] }), undefined],
  [
    "a condition that does not",
    null,
    policy({ to, when: [{ key: "request.headers[x]", values: ["1"] }] }),
    "medium: anyone may send GET: the rule has no source",
  ],
  ["a source that excludes", null, policy({ from: [{ source: { notNamespaces: ["outside"] } }], to }), undefined],
  ["one open since before", policy({ to }), { ...policy({ to }), selector: { matchLabels: { app: "reviews" } } }, undefined],
  ["a denial", null, { action: "DENY", ...policy({ to }) }, undefined],
  ["an empty rule, which is another matter", null, policy({}), undefined],
]);

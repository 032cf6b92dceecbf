import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { trafficMoved } from "./traffic-moved.ts";

const destination = (subset: string, weight?: number): JsonObject => ({
  destination: { host: "reviews", subset },
  ...(weight === undefined ? {} : { weight }),
});
const to = (subsets: string[]): JsonObject => ({ route: subsets.map((subset) => destination(subset)) });
const named = (name: string, subset: string): JsonObject => ({ name, match: [{ uri: { prefix: `/${name}` } }], ...to([subset]) });
const routes = (v1: number, v3: number): JsonObject => ({
  http: [{ name: "default", route: [destination("v1", v1), destination("v3", v3)] }],
});
const backends = (a: number, b: number): JsonObject => ({
  rules: [
    {
      backendRefs: [
        { name: "a", weight: a },
        { name: "b", weight: b },
      ],
    },
  ],
});

ruleTable(trafficMoved, [
  ["the last step of the example", routes(50, 50), routes(20, 80), "medium: most traffic moved at once"],
  ["a step of a rollout", routes(75, 25), routes(50, 50), undefined],
  ["the first step", { http: [to(["v1"])] }, routes(90, 10), undefined],
  ["half of it", routes(90, 10), routes(40, 60), "medium: most traffic moved at once"],
  ["back to where most was before", routes(60, 40), routes(90, 10), undefined],
  ["all of it by weight", routes(100, 0), routes(0, 100), "high: all traffic moved at once"],
  ["all of it by subset", { http: [to(["v1"])] }, { http: [to(["v2"])] }, "high: all traffic moved at once"],
  ["the same shares in other weights", routes(1, 1), routes(50, 50), undefined],
  ["a creation", null, routes(0, 100), undefined],
  [
    "one of several routes",
    { http: [named("a", "v1"), named("b", "v1")] },
    { http: [named("a", "v1"), named("b", "v2")] },
    "high: all traffic of route b moved at once",
  ],
  ["from nowhere", routes(0, 0), routes(0, 100), undefined],
  ["an unknown state before", "unknown", routes(0, 100), undefined],
]);

ruleTable(
  trafficMoved,
  [
    ["the Gateway API's backends", backends(1, 1), backends(0, 1), "medium: most traffic moved at once"],
    [
      "weights that are none",
      { rules: [{ backendRefs: [{ name: "a" }] }] },
      { rules: [{ backendRefs: [{ name: "a" }, { name: "b", weight: 0 }] }] },
      undefined,
    ],
  ],
  "HTTPRoute",
);

import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { weightsOdd } from "./weights-odd.ts";

const routes = (v1: number, v3: number): JsonObject => ({
  http: [
    {
      name: "default",
      route: [
        { destination: { host: "reviews", subset: "v1" }, weight: v1 },
        { destination: { host: "reviews", subset: "v3" }, weight: v3 },
      ],
    },
  ],
});

ruleTable(weightsOdd, [
  ["90", routes(100, 0), routes(60, 30), "low: the weights of route default sum to 90, not 100: they count relative to each other"],
  ["100", routes(100, 0), routes(60, 40), undefined],
  ["nothing at all", routes(50, 50), routes(0, 0), "high: all weights of route default are 0: no destination takes a request"],
  ["what they summed to before", routes(60, 30), routes(60, 30), undefined],
  ["90 from the start", null, routes(60, 30), "low: the weights of route default sum to 90, not 100: they count relative to each other"],
  ["something for a lone destination", null, { http: [{ route: [{ destination: { host: "reviews" }, weight: 7 }] }] }, undefined],
]);

ruleTable(
  weightsOdd,
  [
    [
      "3, as the Gateway API has it",
      null,
      {
        rules: [
          {
            backendRefs: [
              { name: "a", weight: 1 },
              { name: "b", weight: 2 },
            ],
          },
        ],
      },
      undefined,
    ],
    ["nothing", null, { rules: [{ backendRefs: [{ name: "a", weight: 0 }] }] }, "high: all weights are 0: no destination takes a request"],
  ],
  "HTTPRoute",
);

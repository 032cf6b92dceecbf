import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { retriesChanged } from "./retries-changed.ts";

const http = (route: JsonObject): JsonObject => ({ http: [{ name: "default", ...route }] });

ruleTable(retriesChanged, [
  ["too many", http({}), http({ retries: { attempts: 30 } }), "medium: a failing request is sent up to 31 times"],
  ["a few", http({}), http({ retries: { attempts: 5 } }), undefined],
  ["fewer of too many", http({ retries: { attempts: 50 } }), http({ retries: { attempts: 30 } }), undefined],
  ["none", http({ retries: { attempts: 3 } }), http({ retries: { attempts: 0 } }), "low: failing requests are not tried again"],
  ["gone", http({ retries: { attempts: 3 } }), http({}), "low: its retries are gone: the mesh's default counts again"],
  ["as many as before", http({ retries: { attempts: 30 } }), http({ retries: { attempts: 30, perTryTimeout: "1s" } }), undefined],
]);

ruleTable(
  retriesChanged,
  [["too many", null, { rules: [{ retry: { attempts: 20 } }] }, "medium: a failing request is sent up to 21 times"]],
  "HTTPRoute",
);

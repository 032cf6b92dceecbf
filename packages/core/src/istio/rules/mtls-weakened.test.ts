import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { mtlsWeakened } from "./mtls-weakened.ts";

const mode = (value: string): JsonObject => ({ mtls: { mode: value } });

ruleTable(mtlsWeakened, [
  ["STRICT to PERMISSIVE", mode("STRICT"), mode("PERMISSIVE"), "high: workloads now accept plain text (STRICT -> PERMISSIVE)"],
  ["STRICT to nothing", mode("STRICT"), {}, "high: workloads now accept plain text (STRICT -> inherited)"],
  ["STRICT to UNSET", mode("STRICT"), mode("UNSET"), "high: workloads now accept plain text (STRICT -> inherited)"],
  ["STRICT deleted", mode("STRICT"), null, "high: workloads now accept plain text (STRICT -> inherited)"],
  ["PERMISSIVE to DISABLE", mode("PERMISSIVE"), mode("DISABLE"), "high: mTLS is off: plain text only (PERMISSIVE -> DISABLE)"],
  ["PERMISSIVE created", null, mode("PERMISSIVE"), "medium: plain text is accepted, whatever the mesh asks for"],
  [
    "one port",
    { ...mode("STRICT"), portLevelMtls: { "8080": { mode: "STRICT" } } },
    { ...mode("STRICT"), portLevelMtls: { "8080": { mode: "DISABLE" } } },
    "high: mTLS is off on port 8080: plain text only (STRICT -> DISABLE)",
  ],
  ["PERMISSIVE to STRICT", mode("PERMISSIVE"), mode("STRICT"), undefined],
  ["STRICT created", null, mode("STRICT"), undefined],
  ["from what is not known", "unknown", mode("PERMISSIVE"), undefined],
]);

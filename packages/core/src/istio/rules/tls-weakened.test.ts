import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { tlsWeakened } from "./tls-weakened.ts";

const tls = (settings: JsonObject): JsonObject => ({ trafficPolicy: { tls: settings } });

ruleTable(tlsWeakened, [
  ["mTLS to DISABLE", tls({ mode: "ISTIO_MUTUAL" }), tls({ mode: "DISABLE" }), "high: requests go in plain text"],
  ["automatic mTLS to DISABLE", {}, tls({ mode: "DISABLE" }), "high: requests go in plain text"],
  [
    "mTLS to SIMPLE",
    tls({ mode: "MUTUAL" }),
    tls({ mode: "SIMPLE" }),
    "medium: requests no longer carry a client certificate (MUTUAL -> SIMPLE)",
  ],
  [
    "no check of the server",
    tls({ mode: "SIMPLE" }),
    tls({ mode: "SIMPLE", insecureSkipVerify: true }),
    "high: the certificate of the server is no longer checked",
  ],
  [
    "a subset",
    {},
    { subsets: [{ name: "v1", trafficPolicy: { tls: { mode: "DISABLE" } } }] },
    "high: requests to subset v1 go in plain text",
  ],
  [
    "a port",
    {},
    { trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: "DISABLE" } }] } },
    "high: requests to port 80 go in plain text",
  ],
  ["TLS to a host outside", {}, tls({ mode: "SIMPLE" }), undefined],
  ["back to automatic mTLS", tls({ mode: "ISTIO_MUTUAL" }), {}, undefined],
]);

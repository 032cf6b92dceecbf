import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { gatewayTlsWeakened } from "./gateway-tls-weakened.ts";

const server = (protocol: string, tls?: JsonObject): JsonObject => ({
  servers: [{ port: { name: "web", number: 443, protocol }, hosts: ["books.example.com"], ...(tls === undefined ? {} : { tls }) }],
});
const listener = (protocol: string): JsonObject => ({ name: "web", port: 443, protocol });

ruleTable(gatewayTlsWeakened, [
  ["HTTPS to HTTP", server("HTTPS", { mode: "SIMPLE" }), server("HTTP"), "high: port 443 HTTP takes plain text: TLS is gone"],
  ["no settings", server("HTTPS", { mode: "SIMPLE" }), server("HTTPS"), "high: port 443 HTTPS has lost its TLS settings"],
  [
    "no client certificate",
    server("HTTPS", { mode: "MUTUAL" }),
    server("HTTPS", { mode: "SIMPLE" }),
    "high: port 443 HTTPS no longer asks clients for a certificate (MUTUAL -> SIMPLE)",
  ],
  [
    "passed through",
    server("HTTPS", { mode: "SIMPLE" }),
    server("HTTPS", { mode: "PASSTHROUGH" }),
    "medium: port 443 HTTPS passes TLS through: routes see no more than the SNI",
  ],
  [
    "an old version",
    server("HTTPS", { mode: "SIMPLE" }),
    server("HTTPS", { mode: "SIMPLE", minProtocolVersion: "TLSV1_0" }),
    "high: port 443 HTTPS accepts older TLS (from TLSV1_0)",
  ],
  [
    "an older version",
    server("HTTPS", { minProtocolVersion: "TLSV1_3" }),
    server("HTTPS", {}),
    "medium: port 443 HTTPS accepts older TLS (from TLSV1_2)",
  ],
  ["a newer version", server("HTTPS", {}), server("HTTPS", { minProtocolVersion: "TLSV1_3" }), undefined],
  ["a listener", { listeners: [listener("HTTPS")] }, { listeners: [listener("HTTP")] }, "high: listener web takes plain text: TLS is gone"],
]);

import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { httpsRedirectDropped } from "./https-redirect-dropped.ts";

const server = (more: JsonObject): JsonObject => ({
  servers: [{ port: { name: "http", number: 80, protocol: "HTTP" }, hosts: ["books.example.com"], ...more }],
});

ruleTable(httpsRedirectDropped, [
  ["dropped", server({ tls: { httpsRedirect: true } }), server({}), "medium: port 80 HTTP no longer redirects to HTTPS"],
  ["kept", server({ tls: { httpsRedirect: true } }), server({ tls: { httpsRedirect: true }, bind: "0.0.0.0" }), undefined],
]);

import type { JsonObject } from "../../model/json.ts";
import { ruleTable } from "../../testing/rule-table.ts";
import { gatewayClosed } from "./gateway-closed.ts";

const server = (number: number): JsonObject => ({ port: { number, protocol: "HTTP", name: `p${number}` }, hosts: ["books.example.com"] });

ruleTable(gatewayClosed, [
  ["a server", { servers: [server(80), server(443)] }, { servers: [server(80)] }, "high: port 443 HTTP is no longer served"],
  ["a listener", { listeners: [{ name: "a" }, { name: "b" }] }, { listeners: [{ name: "a" }] }, "high: listener b is no longer served"],
  ["none", { servers: [server(80)] }, { servers: [server(80), server(443)] }, undefined],
]);

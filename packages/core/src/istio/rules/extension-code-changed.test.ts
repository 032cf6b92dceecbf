import { ruleTable } from "../../testing/rule-table.ts";
import { extensionCodeChanged } from "./extension-code-changed.ts";

ruleTable(extensionCodeChanged, [
  ["another image", { url: "oci://r/auth:1" }, { url: "oci://r/auth:2" }, "medium: other code runs in the proxies: oci://r/auth:2"],
  ["a first image", null, { url: "oci://r/auth:1" }, "medium: other code runs in the proxies: oci://r/auth:1"],
  [
    "another checksum",
    { url: "oci://r/auth:1", sha256: "a" },
    { url: "oci://r/auth:1", sha256: "b" },
    "medium: other code runs in the proxies",
  ],
  ["none any more", { url: "oci://r/auth:1" }, null, "medium: its code no longer runs in the proxies"],
  ["the same image", { url: "oci://r/auth:1" }, { url: "oci://r/auth:1", phase: "AUTHN" }, undefined],
]);

ruleTable(
  extensionCodeChanged,
  [
    [
      "another image",
      { wasm: { url: "oci://r/auth:1" } },
      { wasm: { url: "oci://r/auth:2" } },
      "medium: other code runs in the proxies: oci://r/auth:2",
    ],
    ["other Lua code", { lua: { inlineCode: "a" } }, { lua: { inlineCode: "b" } }, "medium: other Lua code runs in the proxies"],
    ["the same Lua code", { lua: { inlineCode: "a" } }, { lua: { inlineCode: "a" }, phase: "AUTHN" }, undefined],
  ],
  "TrafficExtension",
);

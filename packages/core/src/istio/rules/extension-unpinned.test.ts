import { ruleTable } from "../../testing/rule-table.ts";
import { extensionUnpinned } from "./extension-unpinned.ts";

ruleTable(extensionUnpinned, [
  ["latest", null, { url: "oci://r/auth:latest" }, "medium: oci://r/auth:latest may be other code tomorrow: it names no version"],
  ["no version", null, { url: "oci://r:5000/auth" }, "medium: oci://r:5000/auth may be other code tomorrow: it names no version"],
  ["a tag", null, { url: "oci://r/auth:1.0" }, "low: tag 1.0 can be moved to other code: no digest pins it"],
  ["a digest", null, { url: "oci://r/auth@sha256:abc" }, undefined],
  ["a checksum", null, { url: "oci://r/auth:1.0", sha256: "abc" }, undefined],
  ["a file of the proxy", null, { url: "file:///opt/auth.wasm" }, undefined],
  ["one since before", { url: "oci://r/auth:1.0" }, { url: "oci://r/auth:1.0", phase: "AUTHN" }, undefined],
]);

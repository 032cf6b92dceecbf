import { own, ownAt, sameJson } from "../../model/json.ts";
import { specOf } from "../facts.ts";
import { show } from "../phrase.ts";
import { defineRule, specsOf } from "../rule.ts";
import { imageOf, wasmOf } from "../summary/extension.ts";

/** Other code runs in the path of every request. */
export const extensionCodeChanged = defineRule({
  name: "extension-code-changed",
  kinds: ["WasmPlugin", "TrafficExtension"],
  check(change) {
    if (change.operation === "deleted") return { level: "medium", why: "its code no longer runs in the proxies" };
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const [was, is] = [imageOf(specs.before), imageOf(specs.after)];
    if (was !== is && is !== null) return { level: "medium", why: `other code runs in the proxies: ${show(is)}` };
    if (!sameJson(own(wasmOf(specs.before), "sha256"), own(wasmOf(specs.after), "sha256")))
      return { level: "medium", why: "other code runs in the proxies" };
    const lua = sameJson(ownAt(specs.before, "lua", "inlineCode"), ownAt(specs.after, "lua", "inlineCode"));
    return lua || own(specOf(change.after), "lua") === undefined
      ? undefined
      : { level: "medium", why: "other Lua code runs in the proxies" };
  },
});

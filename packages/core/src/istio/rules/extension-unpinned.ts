import { own } from "../../model/json.ts";
import { show } from "../phrase.ts";
import { defineRule, specsOf } from "../rule.ts";
import { imageOf, imageParts, wasmOf } from "../summary/extension.ts";

/** A module that can be replaced without a change of the object: a tag can be moved, a digest cannot. */
export const extensionUnpinned = defineRule({
  name: "extension-unpinned",
  kinds: ["WasmPlugin", "TrafficExtension"],
  check(change) {
    const specs = specsOf(change);
    if (specs === undefined) return undefined;
    const image = imageOf(specs.after);
    if (image === null || image === imageOf(specs.before) || image.startsWith("file:")) return undefined;
    const { version } = imageParts(image);
    if (own(wasmOf(specs.after), "sha256") !== undefined || version?.startsWith("sha256:")) return undefined;
    if (version === null || version === "latest")
      return { level: "medium", why: `${show(image)} may be other code tomorrow: it names no version` };
    return { level: "low", why: `tag ${show(version)} can be moved to other code: no digest pins it` };
  },
});

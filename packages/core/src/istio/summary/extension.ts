import { own, textAt, type JsonObject, type JsonValue } from "../../model/json.ts";
import { differs, show } from "../phrase.ts";
import { tellKeys, tellLeaves, tellValue, type Tell } from "../tell.ts";

/** Name and version of an image reference: the version is a tag or a digest after the last path segment's `:` or `@`. */
export const imageParts = (url: string): { name: string; version: string | null } => {
  const start = url.lastIndexOf("/") + 1;
  const mark = url.slice(start).search(/[:@]/);
  return mark < 0 ? { name: url, version: null } : { name: url.slice(0, start + mark), version: url.slice(start + mark + 1) };
};

/** A module that was replaced: only its version where the name stays. */
const tellImage: Tell = (before, after, place) => {
  if (typeof before !== "string" || typeof after !== "string") return [differs(`image${place.of}`, before, after)];
  const [was, is] = [imageParts(before), imageParts(after)];
  if (was.name !== is.name || was.version === null || is.version === null) return [differs(`image${place.of}`, before, after)];
  return [`image ${show(is.name.slice(is.name.lastIndexOf("/") + 1))}${place.of} ${show(was.version)} -> ${show(is.version)}`];
};

const module = {
  url: tellImage,
  sha256: tellValue("sha256"),
  pluginConfig: tellLeaves("config"),
  failStrategy: tellValue("fail strategy"),
};

/** How two WasmPlugins or TrafficExtensions differ. */
export const tellExtension = tellKeys({
  ...module,
  wasm: tellKeys(module),
  phase: tellValue("phase"),
  priority: tellValue("priority"),
  selector: tellLeaves("selector"),
});

/** The parts of an extension that hold its code: a WasmPlugin is one itself, a TrafficExtension has it in `wasm`. */
export const wasmOf = (spec: JsonObject): JsonValue => own(spec, "wasm") ?? spec;

/** Where an extension's module comes from; null when it has none. */
export const imageOf = (spec: JsonObject): string | null => textAt(wasmOf(spec), "url");

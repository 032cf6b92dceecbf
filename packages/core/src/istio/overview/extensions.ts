import { own, ownAt, type JsonObject } from "../../model/json.ts";
import { entriesOf } from "../facts.ts";
import { show, some } from "../phrase.ts";
import { patchesOf, patchText } from "../summary/envoy-filter.ts";
import { imageOf } from "../summary/extension.ts";

/** An EnvoyFilter: what it patches. */
export const envoyFilterOverview = (spec: JsonObject): string[] => [some(patchesOf(spec).map(patchText)) || "no patch"];

/** A WasmPlugin or TrafficExtension: the code that it runs. */
export const extensionOverview = (spec: JsonObject): string[] => {
  const image = imageOf(spec);
  return [
    image === null ? "" : `image ${show(image)}`,
    own(spec, "lua") === undefined ? "" : "Lua code",
    own(spec, "phase") === undefined ? "" : `phase ${show(own(spec, "phase") ?? "")}`,
  ];
};

/** A Telemetry: what it sets. */
export const telemetryOverview = (spec: JsonObject): string[] => {
  const sampling = entriesOf(own(spec, "tracing")).flatMap((entry) => ownAt(entry, "randomSamplingPercentage") ?? []);
  return [
    sampling.length > 0 ? `trace sampling ${some(sampling.map(show))} %` : own(spec, "tracing") === undefined ? "" : "tracing",
    own(spec, "accessLogging") === undefined ? "" : "access logging",
    own(spec, "metrics") === undefined ? "" : "metrics",
  ];
};

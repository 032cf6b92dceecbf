import type { JsonObject } from "../../model/json.ts";

type Overview = (spec: JsonObject) => string;

const overviews = new Map<string, Overview>();

/** What an object of a kind of the mesh is, in a few words; empty where there is nothing to say. */
export const overviewOf = (kind: string, spec: JsonObject): string => overviews.get(kind)?.(spec) ?? "";

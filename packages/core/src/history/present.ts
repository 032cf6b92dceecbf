import { own, type JsonObject } from "../model/json.ts";
import { visiblePart } from "./diff/visible-part.ts";

/** An object as answers show it: apiVersion as logged, then all but what the server sets. */
export const presentable = (object: JsonObject): JsonObject => {
  const apiVersion = own(object, "apiVersion");
  return typeof apiVersion === "string" ? { apiVersion, ...visiblePart(object) } : visiblePart(object);
};

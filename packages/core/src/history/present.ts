import { own, type JsonObject } from "../model/json.ts";
import { inCustomaryOrder } from "./diff/key-order.ts";
import { visiblePart } from "./diff/visible-part.ts";

/** An object as answers show it: apiVersion as logged, then all but what the server sets, in the customary order of manifests. */
export const presentable = (object: JsonObject): JsonObject => {
  const apiVersion = own(object, "apiVersion");
  return inCustomaryOrder(typeof apiVersion === "string" ? { apiVersion, ...visiblePart(object) } : visiblePart(object));
};

import { isObject, own, type ObjectIdentity } from "@meshaudit/core";
import type { ChangeView } from "../protocol/change-view.ts";

/** What the commands on a change or an object are about. */
export interface ChangeTarget {
  /** The mesh's key. */
  mesh: string;
  object: ObjectIdentity;
  /** null: the object as a whole. */
  change: ChangeView | null;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isNumberOrNull = (value: unknown): boolean => value === null || typeof value === "number";
const oneOf = (...words: string[]): ((value: unknown) => boolean) => {
  const known = new Set<unknown>(words);
  return (value) => known.has(value);
};
const isEvidence = oneOf("exact", "approximate", "unavailable");

/** An object whose own properties are each what is asked. */
const has = (value: unknown, shape: readonly (readonly [key: string, is: (value: unknown) => boolean])[]): boolean =>
  isObject(value) && shape.every(([key, is]) => Object.hasOwn(value, key) && is(value[key]));

const listOf =
  (is: (value: unknown) => boolean): ((value: unknown) => boolean) =>
  (value) =>
    Array.isArray(value) && value.every(is);

const isClient = (value: unknown): boolean =>
  has(value, [
    ["name", isText],
    ["version", isTextOrNull],
    ["command", isTextOrNull],
  ]);

const isActor = (value: unknown): boolean =>
  has(value, [
    ["user", isText],
    ["groups", listOf(isText)],
    ["impersonatedBy", isTextOrNull],
    ["type", oneOf("person", "deployer", "serviceaccount", "system", "anonymous")],
    ["client", (client) => client === null || isClient(client)],
    ["ip", isTextOrNull],
  ]);

const isRisk = (value: unknown): boolean =>
  has(value, [
    ["rule", isText],
    ["level", oneOf("low", "medium", "high")],
    ["why", isText],
  ]);

const isRef = (value: unknown): boolean =>
  has(value, [
    ["group", isText],
    ["resource", isText],
    ["namespace", isText],
    ["name", isText],
  ]);

const isIdentity = (value: unknown): value is ObjectIdentity =>
  isRef(value) &&
  has(value, [
    ["mesh", isTextOrNull],
    ["kind", isTextOrNull],
  ]);

const isCause = (value: unknown): boolean =>
  has(value, [
    ["kind", oneOf("namespace-deletion", "garbage-collection", "finalizer", "deletecollection")],
    ["object", (object) => object === null || isRef(object)],
    ["actor", isActor],
    ["auditID", isText],
    ["time", isText],
    ["evidence", isEvidence],
  ]);

const isChange = (value: unknown): value is ChangeView =>
  has(value, [
    ["id", isText],
    ["time", isText],
    ["verb", isText],
    ["operation", oneOf("created", "updated", "deleted")],
    ["code", isNumberOrNull],
    ["actor", isActor],
    ["previous", oneOf("change", "observed", "created", "unknown")],
    ["summary", isText],
    ["risks", listOf(isRisk)],
    ["evidence", isEvidence],
    ["metadataOnly", (flag) => typeof flag === "boolean"],
    ["uid", isTextOrNull],
    ["generation", isNumberOrNull],
    ["resourceVersion", isTextOrNull],
    ["auditID", isTextOrNull],
    ["cause", (cause) => cause === null || isCause(cause)],
  ]);

/**
 * What a command was called on: a row of a tree view, which has its target, or a target itself; null for anything else. Commands can be
 * called by anybody, so each property is looked at.
 */
export const targetOf = (argument: unknown): ChangeTarget | null => {
  const candidate: unknown = isObject(argument) && Object.hasOwn(argument, "target") ? argument["target"] : argument;
  const [mesh, object, change]: unknown[] = ["mesh", "object", "change"].map((key) => own(candidate, key));
  if (!isText(mesh) || !isIdentity(object) || (change !== null && !isChange(change))) return null;
  return { mesh, object, change };
};

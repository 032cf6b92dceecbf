import { columnTimeText } from "../store/columns/column-time.ts";
import { storable } from "../store/columns/odd-row.ts";
import type { Change, RiskLevel } from "../model/change.ts";
import type { JsonObject, JsonValue } from "../model/json.ts";
import type { ObjectIdentity } from "../model/object.ts";

const levels: readonly RiskLevel[] = ["high", "medium", "low"];

/** JSON as the text that a column holds. */
const jsonText = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** A change of an object as a row of `changes`. */
export const changeRow = (object: ObjectIdentity, change: Change): JsonObject => {
  const { actor, risks } = change;
  const row = {
    id: change.id,
    time: columnTimeText(change.time),
    verb: change.verb,
    operation: change.operation,
    "responseStatus.code": change.code,
    "actor.user": actor.user,
    "actor.impersonatedBy": actor.impersonatedBy,
    "actor.type": actor.type,
    "actor.client": actor.client?.name ?? null,
    "actor.command": actor.client?.command ?? null,
    "actor.ip": actor.ip,
    kind: object.kind,
    "object.group": object.group,
    "object.resource": object.resource,
    "object.namespace": object.namespace,
    "object.name": object.name,
    uid: change.uid,
    generation: change.generation,
    resourceVersion: change.resourceVersion,
    summary: change.summary,
    fields: jsonText(storable(change.fields as unknown as JsonValue)),
    risk: levels.find((level) => risks.some((risk) => risk.level === level)) ?? null,
    risks: jsonText(risks),
    evidence: change.evidence,
    metadataOnly: change.metadataOnly,
    cause: jsonText(storable(change.cause as unknown as JsonValue)),
    auditID: change.auditID,
  } satisfies JsonObject;
  return storable(row) as JsonObject;
};

export { describeBetween } from "./answers/describe-between.ts";
export type { Answer, ObjectQuery, Range } from "./answers/question.ts";
export type { LiveCluster } from "./answers/live.ts";
export { notInCluster } from "./answers/managed-fields.ts";
export type { RequestDetails } from "./answers/event.ts";
export { neverSeen } from "./answers/find.ts";
export type { Restoration } from "./answers/version.ts";
export type { Moment } from "./answers/what-changed.ts";
export { compareManifest, type ComparedField, type ManifestComparison, type OnlyThere } from "./history/diff/compare-manifest.ts";
export { toYaml } from "./history/diff/to-yaml.ts";
export { groupOf, isMesh, kindByName, kindOf, kinds } from "./kinds/kinds.ts";
export type { Kind } from "./kinds/kind.ts";
export { meshPatterns } from "./kinds/mesh-patterns.ts";
export { nearest } from "./kinds/nearest.ts";
export { resolveObjects } from "./kinds/resolve-objects.ts";
export { resolveType } from "./kinds/resolve-type.ts";
export type { AuditEvent, Level, Stage, UserInfo } from "./model/audit-event.ts";
export type {
  Actor,
  ActorType,
  Attempt,
  Cause,
  Change,
  Client,
  Evidence,
  FieldChange,
  Gap,
  Incarnation,
  Operation,
  Risk,
  RiskLevel,
} from "./model/change.ts";
export { MeshauditError, type ErrorCode } from "./model/error.ts";
export { isObject, own, ownAt, sameJson, textAt, type JsonObject, type JsonValue } from "./model/json.ts";
export { objectKey, type ObjectIdentity, type ObjectPattern, type ObjectRef } from "./model/object.ts";
export { formatPath, parsePath, type Path } from "./model/path.ts";
export {
  apiVersion,
  type BlamedPath,
  type ChangeSet,
  type ChangeStates,
  type ChangeWithoutFields,
  type DeletedObject,
  type DeletedObjects,
  type ObjectBlame,
  type ObjectDiff,
  type ObjectHistory,
  type ObjectHistoryList,
  type ObjectVersion,
  type RankedChange,
  type ReadReport,
  type Rejection,
  type Searched,
} from "./model/result.ts";
export { openSession, type Answers, type Session, type SessionConfig } from "./session.ts";
export { openSources } from "./sources/open-sources.ts";
export type { ReadOptions, ReadProgress } from "./sources/read-events.ts";
export type { Source } from "./sources/source.ts";
export type { Verification } from "./sources/verify-sources.ts";
export { openWatch, type News, type Watch, type WatchConfig, type WatchStatus } from "./watch.ts";

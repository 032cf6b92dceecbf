export { describeBetween } from "./answers/describe-between.ts";
export type { Answer, ObjectQuery, Range } from "./answers/question.ts";
export type { LiveCluster } from "./answers/live.ts";
export { notInCluster } from "./answers/managed-fields.ts";
export type { RequestDetails } from "./answers/event.ts";
export { neverSeen } from "./answers/find.ts";
export type { Restoration } from "./answers/version.ts";
export type { Moment } from "./answers/what-changed.ts";
export { decodedOrRejected } from "./decode/decode-entry.ts";
export { documentSplitter } from "./decode/document-splitter.ts";
export { compareManifest, type ComparedField, type ManifestComparison, type OnlyThere } from "./history/diff/compare-manifest.ts";
export { toYaml } from "./history/diff/to-yaml.ts";
export { actorOf } from "./enrich/actor.ts";
export { ingestOn, ingestOnce, ingestReport, ingestTally, type IngestedFile, type IngestReport } from "./ingest/ingest-sources.ts";
export type { PackThreadsOptions } from "./ingest/pack-threads.ts";
export { openReadingPlaces, type ReadingPlaces } from "./ingest/reading-place.ts";
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
export { errorCodes, MeshauditError, type ErrorCode } from "./model/error.ts";
export { isObject, own, ownAt, sameJson, textAt, type JsonObject, type JsonValue } from "./model/json.ts";
export { parseJson } from "./model/parse-json.ts";
export type { LogQuery } from "./model/log-query.ts";
export { noEvents, type EventSelector } from "./model/selector.ts";
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
export { answerQuery, explainQuery, type QueryQuestion } from "./query-run/answer-query.ts";
export { answerReport } from "./query-run/answer-report.ts";
export type { QueryRunner } from "./query-run/over-tables.ts";
export type { PlaceFiles } from "./query-run/place-files.ts";
export type { QueryResult } from "./query-run/query-result.ts";
export { functions as queryFunctions } from "./query/functions/functions.ts";
export { queryTables } from "./query/tables/tables.ts";
export type {
  OperationAuditReport,
  OperationDetailsReport,
  OperationOverviewReport,
  OverviewReport,
  Report,
  ReportChart,
  ReportColumn,
  ReportFilters,
  ReportQuestion,
  ReportSeries,
  ReportTable,
} from "./reports/report.ts";
export { openSession, type Answers, type Session, type SessionConfig } from "./session.ts";
export { openSources } from "./sources/open-sources.ts";
export type { ReadOptions, ReadProgress } from "./sources/read-events.ts";
export type { Source } from "./sources/source.ts";
export type { Verification } from "./sources/verify-sources.ts";
export type { Disk } from "./store/disk/disk.ts";
export { realDisk } from "./store/disk/real-disk.ts";
export { openEngine, type Engine } from "./store/engine/duckdb.ts";
export { redactionPath, type RedactionPath } from "./decode/redaction-path.ts";
export { parsePublicKey, parseSigningKey, signingKeyFrom, signingKeyPem } from "./store/evidence/signing-key.ts";
export type { StoreVerification } from "./store/evidence/verification.ts";
export { verifyProject } from "./verify-project.ts";
export { createProject, defaultRetention, findProject, keepRetention, type Project, type Retention } from "./store/project.ts";
export { storeStatus, type StoreStatus } from "./store/read/store-status.ts";
export type { Compacted, Retained } from "./store/store-writer.ts";
export { openStoreWriter } from "./store/write/open-writer.ts";
export { eventPacker, textOf, type EventPacker, type PackedEvents, type Redaction } from "./store/write/packed-events.ts";
export { defaultSealPolicy, type SealPolicy, type WriterConfig } from "./store/write/writer-config.ts";
export { eventLine, sourceOfProject, storeOpener, type StoreIo } from "./store-source.ts";
export type { Appended, StoreWriter, WriterLatency } from "./store/store-writer.ts";
export { openWatch, type News, type Watch, type WatchConfig, type WatchStatus } from "./watch.ts";

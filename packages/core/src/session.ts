import { answerBlame } from "./answers/blame.ts";
import { answerChangeStates } from "./answers/change-states.ts";
import { answerDeleted } from "./answers/deleted.ts";
import { answerDiff } from "./answers/diff.ts";
import { answerEvent, type RequestDetails } from "./answers/event.ts";
import { namesOf } from "./answers/find.ts";
import { newsTeller, type OnNews } from "./answers/follow.ts";
import { answerHistories, answerHistory, unseenHistory } from "./answers/history.ts";
import { liveObject, type LiveCluster } from "./answers/live.ts";
import { liveBlame, liveHistories, liveNames } from "./answers/managed-fields.ts";
import type { Answer, ObjectQuery, Range } from "./answers/question.ts";
import { readAnew } from "./answers/read-anew.ts";
import type { Reading } from "./answers/reading.ts";
import { redactedLive } from "./answers/redacted-live.ts";
import { searchedOf } from "./answers/searched.ts";
import { answerRestore, answerVersion, type Restoration } from "./answers/version.ts";
import { answerWhatChanged, type Moment } from "./answers/what-changed.ts";
import type { AuditEvent } from "./model/audit-event.ts";
import { MeshauditError } from "./model/error.ts";
import type { JsonObject } from "./model/json.ts";
import type { LogQuery } from "./model/log-query.ts";
import type { ObjectIdentity, ObjectPattern, ObjectRef } from "./model/object.ts";
import {
  apiVersion,
  type ChangeSet,
  type ChangeStates,
  type DeletedObjects,
  type ObjectBlame,
  type ObjectDiff,
  type ObjectHistory,
  type ObjectHistoryList,
  type ObjectVersion,
  type ReadReport,
} from "./model/result.ts";
import { noEvents } from "./model/selector.ts";
import type { PlaceFiles } from "./query-run/place-files.ts";
import { followEvents, type EventBatch } from "./sources/follow-events.ts";
import { logEvents } from "./sources/log-events.ts";
import { readEvents, type ReadOptions } from "./sources/read-events.ts";
import { readStatesBefore } from "./sources/read-states-before.ts";
import type { Source } from "./sources/source.ts";
import { verifySources, type Verification } from "./sources/verify-sources.ts";

/** What a session stands on. Core reads neither the environment nor the clock: all of it is handed in. */
export interface SessionConfig {
  /** As `openSources` gives them; none: only the live cluster can answer. */
  sources: Source[];
  /** The mesh's name, which every answer carries; null for a bare file. */
  mesh: string | null;
  /** Addresses and CIDRs of proxies whose word on the client's address is believed. */
  trustedProxies: string[];
  live: LiveCluster | null;
  /** What addresses are known by; not set: nothing is but whether they are of the Internet. */
  places?: () => Promise<PlaceFiles>;
  reading: ReadOptions;
}

/** The questions about objects and requests, and their answers as plain data. */
export interface Answers {
  /** TYPE/NAME: one object's history, or the list of those that fit. */
  history(query: ObjectQuery): Promise<Answer<ObjectHistory | ObjectHistoryList>>;
  /** Every other form: always a list. */
  histories(query: ObjectQuery): Promise<Answer<ObjectHistoryList>>;
  blame(query: ObjectQuery, path: string | null): Promise<Answer<ObjectBlame>>;
  diff(query: ObjectQuery, range: Range): Promise<Answer<ObjectDiff>>;
  /** How the object was around one change, which an id, a beginning of it, or `~N` names. */
  states(query: ObjectQuery, change: string): Promise<Answer<ChangeStates>>;
  version(query: ObjectQuery, at: number): Promise<Answer<ObjectVersion>>;
  restore(query: ObjectQuery, at: number | null): Promise<Answer<Restoration>>;
  /** What is gone by the log; the query's time and user are the deletion's. */
  deleted(query: ObjectQuery): Promise<Answer<DeletedObjects>>;
  whatChanged(moment: Moment): Promise<Answer<ChangeSet>>;
  event(auditID: string): Promise<Answer<RequestDetails>>;
  /** An object as it is in the cluster, without what the server sets beside it; null when there is none. Throws MeshauditError `cluster-unreachable`. */
  live(ref: ObjectRef): Promise<JsonObject | null>;
  /** Objects that the sources know, for completion. */
  names(patterns: ObjectPattern[]): Promise<ObjectIdentity[]>;
}

/** One facade for the plugin, the server and the editor. */
export interface Session extends Answers {
  /** Tells changes as they come, the ones so far first, until the signal aborts. `pollEvery` in ms. */
  follow(query: ObjectQuery, pollEvery: number, onNews: OnNews, signal: AbortSignal): Promise<void>;
  /** Tells audit events as they are, those so far first, and those that come when asked to follow; what was read, null while nothing was. */
  log(
    query: LogQuery,
    how: { last: number | null; follow: boolean; pollEvery: number },
    onEvents: (events: readonly AuditEvent[]) => Promise<void>,
    signal: AbortSignal,
  ): Promise<ReadReport | null>;
  /** Reads every line and accounts for it: read = events + duplicate + rejected. */
  verify(): Promise<Verification>;
}

/** The error of a question to a log where none is configured. */
export const noSource = (): MeshauditError =>
  new MeshauditError("source-none", "there is no audit log to answer from", {
    hint: "name one with --from FILE, or for good with: kubectl meshaudit use FILE",
  });

const nothingCame = (sources: readonly string[]): MeshauditError =>
  new MeshauditError("source-empty", `nothing came from ${sources.join(", ")}`, {
    hint: "check what is piped in: an audit log has one JSON event a line",
  });

/** How the answers read: what a session stands on, as they need it. */
export const readingOf = ({ sources, mesh, trustedProxies, reading }: SessionConfig): Reading => {
  const read: Reading["read"] = async (selector) => {
    if (sources.length === 0) throw noSource();
    const answer = await readEvents(sources, selector, reading);
    // A file that is empty is told when it is opened; a pipe only by what comes out of it.
    if (answer.report.bytes === 0 && answer.report.from === null && !answer.report.mayHideAnswer) throw nothingCame(answer.report.sources);
    return answer;
  };
  return readAnew({
    mesh,
    trustedProxies,
    read,
    statesBefore: async (objects, before) => (objects.length === 0 ? [] : readStatesBefore(sources, objects, before, reading)),
  });
};

/** The answers that a reading gives, and, where they are about the live object, the cluster. */
export const answersFrom = (reading: Reading, live: LiveCluster | null): Answers => ({
  history: (query) => answerHistory(query, reading),
  histories: (query) => answerHistories(query, reading),
  blame: (query, path) => answerBlame(query, path, reading),
  diff: (query, range) => answerDiff(query, range, reading, live),
  states: (query, change) => answerChangeStates(query, change, reading),
  version: (query, at) => answerVersion(query, at, reading),
  restore: (query, at) => answerRestore(query, at, reading),
  deleted: (query) => answerDeleted(query, reading),
  whatChanged: (moment) => answerWhatChanged(moment, reading),
  event: (auditID) => answerEvent(auditID, reading),
  live: (ref) => liveObject(ref, live),
  names: (patterns) => namesOf(patterns, reading),
});

/** What the live objects' managedFields answer. */
const answersFromLive = (live: LiveCluster, mesh: string | null): Pick<Answers, "history" | "histories" | "blame" | "names"> => ({
  history: async (query) => {
    const answer = await liveHistories(query, live, mesh);
    const [only, ...others] = answer.result;
    if (only === undefined) return { ...answer, result: unseenHistory(query.patterns[0], mesh, searchedOf(answer.report)) };
    if (others.length === 0) return { ...answer, result: only };
    return { ...answer, result: { apiVersion, kind: "ObjectHistoryList", searched: only.searched, items: answer.result } };
  },
  histories: async (query) => {
    const answer = await liveHistories(query, live, mesh);
    return { ...answer, result: { apiVersion, kind: "ObjectHistoryList", searched: searchedOf(answer.report), items: answer.result } };
  },
  blame: (query, path) => liveBlame(query, path, live, mesh),
  names: (patterns) => liveNames(patterns, live, mesh),
});

/** Opens a session. Where there are no sources, the live objects' managedFields answer what they can, and every answer says so. */
export const openSession = (config: SessionConfig): Session => {
  const { sources, mesh, reading: options } = config;
  const reading = readingOf(config);
  const live = config.live === null ? null : redactedLive(config.live, options.redactionKey);
  return {
    ...answersFrom(reading, live),
    ...(sources.length === 0 && live !== null ? answersFromLive(live, mesh) : {}),
    follow: async (query, pollEvery, onNews, signal) => {
      if (sources.length === 0) throw noSource();
      const tell = newsTeller(query, reading, onNews);
      const onBatch = ({ kept, report }: EventBatch): Promise<void> => tell({ events: kept.map(({ event }) => event), report });
      await followEvents(sources, { ...noEvents, objects: query.patterns }, { ...options, pollEvery }, onBatch, signal);
    },
    log: async (query, how, onEvents, signal) => {
      if (sources.length === 0) throw noSource();
      return logEvents(sources, query, { ...options, ...how }, onEvents, signal);
    },
    verify: async () => {
      if (sources.length === 0) throw noSource();
      return verifySources(sources, options);
    },
  };
};

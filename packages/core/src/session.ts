import { answerBlame } from "./answers/blame.ts";
import { answerDiff } from "./answers/diff.ts";
import { answerEvent, type RequestDetails } from "./answers/event.ts";
import { namesOf } from "./answers/find.ts";
import { answerHistories, answerHistory } from "./answers/history.ts";
import type { LiveCluster } from "./answers/live.ts";
import { answerLiveBlame, answerLiveHistory } from "./answers/managed-fields.ts";
import type { Answer, ObjectQuery, Range } from "./answers/question.ts";
import type { Reading } from "./answers/reading.ts";
import { answerRestore, answerVersion, type Restoration } from "./answers/version.ts";
import { answerWhatChanged, type Moment } from "./answers/what-changed.ts";
import { MeshauditError } from "./model/error.ts";
import type { ObjectIdentity, ObjectPattern } from "./model/object.ts";
import type { ChangeSet, ObjectBlame, ObjectDiff, ObjectHistory, ObjectHistoryList, ObjectVersion } from "./model/result.ts";

/** What a session stands on. Core reads neither the environment nor the clock: all of it is handed in. */
export interface SessionConfig {
  /** As `openSources` gives them; none: only the live cluster can answer. */
  sources: Source[];
  /** The mesh's name, which every answer carries; null for a bare file. */
  mesh: string | null;
  /** Addresses and CIDRs of proxies whose word on the client's address is believed. */
  trustedProxies: string[];
  live: LiveCluster | null;
  reading: ReadOptions;
}

/** One facade for the plugin, the server and the editor: each question, and its answer as plain data. */
export interface Session {
  /** TYPE/NAME: one object's history, or the list of those that fit. */
  history(query: ObjectQuery): Promise<Answer<ObjectHistory | ObjectHistoryList>>;
  /** Every other form: always a list. */
  histories(query: ObjectQuery): Promise<Answer<ObjectHistoryList>>;
  blame(query: ObjectQuery, path: string | null): Promise<Answer<ObjectBlame>>;
  diff(query: ObjectQuery, range: Range): Promise<Answer<ObjectDiff>>;
  version(query: ObjectQuery, at: number): Promise<Answer<ObjectVersion>>;
  restore(query: ObjectQuery, at: number | null): Promise<Answer<Restoration>>;
  whatChanged(moment: Moment): Promise<Answer<ChangeSet>>;
  event(auditID: string): Promise<Answer<RequestDetails>>;
  /** Objects that the sources know, for completion. */
  names(patterns: ObjectPattern[]): Promise<ObjectIdentity[]>;
  verify(): Promise<VerifyReport>;
}

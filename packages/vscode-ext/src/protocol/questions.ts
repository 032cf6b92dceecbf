import type { Evidence, ObjectRef } from "@meshaudit/core";
import type { ApiReply } from "@meshaudit/dashboard";
import type { DeletedView, ListedChange, ObjectChanges, RecentChanges } from "./change-view.ts";
import type { FieldView, FileText, FileView, PlaceView } from "./file-view.ts";
import type { MeshState } from "./mesh-state.ts";
import type { Position } from "./position.ts";
import type { Settings } from "./settings.ts";

/** Which text of an object is meant. */
export type Version =
  /** As it was before or after a change. */
  | { kind: "before" | "after"; change: string }
  /** As the log last knew it. */
  | { kind: "last" }
  /** As it is in the cluster. */
  | { kind: "live" };

/** An object of a mesh. */
export interface ObjectAddress {
  mesh: string;
  object: ObjectRef;
}

/** The YAML of a version; null when the object did not exist then. */
export interface VersionText {
  text: string | null;
  evidence: Evidence;
}

/** A manifest to bring an object back with. */
export interface RestorationText {
  text: string;
  /** Such as `kubectl create -f FILE`, with the file's name left as `FILE`. */
  command: string;
  evidence: Evidence;
  /** Who would revert it: Argo CD, Flux or Helm; null when nothing tells. */
  managedBy: string | null;
}

/** Which of a mesh's changes are wanted; null is any. Times are ms since the epoch. */
export interface ChangeFilter {
  by: string | null;
  namespace: string | null;
  /** A kind as manifests spell it. */
  kind: string | null;
  from: number | null;
  to: number | null;
}

/** A change that may explain an incident. */
export interface RankedView extends ListedChange {
  /** 0 to 1. */
  score: number;
  why: string[];
}

/** Which collector asks for a token, see `collectorAddress`. */
export interface TokenWanted {
  address: string;
  refused: boolean;
}

/** A question of the dashboard's page: part of an address, parameters as in one, and the body of a POST. */
export interface PageQuestion {
  path: string;
  parameters: string;
  body: object | null;
}

/** A kubeconfig context. */
export interface ContextView {
  name: string;
  namespace: string | null;
  current: boolean;
  /** The mesh that the configuration file has for it. */
  mesh: string | null;
}

/** What the editor asks of the analysis: each question by its name, with what it takes and what it gives. */
export interface Questions {
  configure: [Settings, void];
  /** Hands over a document's text; the last one counts. */
  openFile: [FileText, void];
  closeFile: [string, void];
  /** null for a file with nothing of a mesh in it. */
  file: [string, FileView | null];
  place: [{ uri: string; position: Position }, PlaceView | null];
  /** Values of a file by line, each with who set it. */
  fields: [{ uri: string; fromLine: number; toLine: number }, FieldView[]];
  changes: [ObjectAddress & { limit: number }, ObjectChanges];
  recent: [{ mesh: string; filter: ChangeFilter; limit: number }, RecentChanges];
  deleted: [{ mesh: string }, DeletedView[]];
  incident: [{ mesh: string; at: number; from: number; to: number; namespace: string | null }, RankedView[]];
  version: [ObjectAddress & { version: Version }, VersionText];
  /** `change`: as it was after this change; null: as it was before its deletion. */
  restoration: [ObjectAddress & { change: string | null }, RestorationText];
  dashboard: [{ mesh: string; question: PageQuestion }, ApiReply];
  /** What holds for a time only, such as what the live cluster said, is asked for anew. */
  refresh: [null, void];
  meshes: [null, MeshState[]];
  contexts: [null, ContextView[]];
  /** Reads logs and remembers them for a context, as `kubectl meshaudit use` does. */
  useSources: [{ sources: string[]; mesh: string | null; context: string | null }, { mesh: string; path: string; events: number }];
  /** The token for a collector, see `tokenWanted`; null when there is none. */
  giveToken: [{ address: string; token: string | null }, void];
  /** Reads a mesh's log, or reads it anew after it failed or was cancelled. */
  read: [{ mesh: string }, void];
  /** Stops reading. */
  cancelRead: [{ mesh: string }, void];
}

/** What the analysis tells by itself. */
export interface Tidings {
  /** How a mesh's source stands. */
  meshState: MeshState;
  /** Objects of a mesh that changed; `all` when it was read anew. */
  news: { mesh: string; objects: ObjectRef[]; all: boolean };
  /** A collector asks for a token; `refused` when it does not know the one that it was given. `giveToken` is the reply. */
  tokenWanted: TokenWanted;
  /** Something that is worth a line in the output channel. */
  log: { level: "debug" | "info" | "warn" | "error"; text: string };
}

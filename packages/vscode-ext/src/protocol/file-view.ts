import type { Evidence, FieldChange, JsonValue, ObjectIdentity } from "@meshaudit/core";
import type { ChangeView } from "./change-view.ts";
import type { Range } from "./position.ts";

/** A document of the editor, as the analysis gets to know it. */
export interface FileText {
  uri: string;
  /** Where it lies on disk; null for one that lies nowhere yet. */
  path: string | null;
  /** The workspace folder it lies in; null outside of any. */
  folder: string | null;
  version: number;
  /** null when it is longer than the editor is set to look at. */
  text: string | null;
}

/** Why nothing, or not all, can be said of a file. */
export type FileNote =
  /** A Helm template: its values come from elsewhere. */
  | { kind: "helm-template" }
  | { kind: "too-large" }
  | { kind: "not-yaml" }
  | { kind: "too-deep" }
  /** Several meshes are configured and nothing says whose file this is. */
  | { kind: "mesh-unknown"; meshes: string[] }
  /** No source, no mesh: nobody to ask. */
  | { kind: "no-source" }
  /** The mesh cannot be asked. */
  | { kind: "source-failed"; message: string; hint: string | null };

/** What is known of one object of a file. */
export type Standing =
  /** Its name in the cluster cannot be known; `why` is a whole sentence. */
  | { kind: "unnamed"; why: string }
  | { kind: "never-seen"; near: string[] }
  /** Events touch it. `alive` null: not known. `contents` false when no event holds them (a log of level Metadata). */
  | { kind: "seen"; alive: boolean | null; changes: number; last: ChangeView | null; contents: boolean; notes: string[] }
  | { kind: "failed"; message: string; hint: string | null };

/** Where a file and the last audited state of an object differ. */
export interface DriftEntry {
  /** By natural keys. */
  key: string;
  kind: "differs" | "only-here" | "only-there";
  here: JsonValue;
  there: JsonValue;
  /** The difference's place in the file; for `only-there` the nearest that the file has. */
  range: Range;
  /** Who made the cluster's value what it is; null when not known. */
  change: ChangeView | null;
  evidence: Evidence;
  /** Takes what the cluster has, in place of the file's value or as an addition; null where a person has to. */
  edit: { range: Range; text: string } | null;
}

/** An object of a file. */
export interface ObjectView {
  /** Its place among the file's objects. */
  index: number;
  kind: string;
  /** As the manifest names it; "" when it does not. */
  name: string;
  /** null when its identity is not known. */
  object: ObjectIdentity | null;
  range: Range;
  /** The line that says what it is: its `kind`. */
  head: Range;
  standing: Standing;
  drift: DriftEntry[];
}

/** What is known of a file. */
export interface FileView {
  uri: string;
  version: number;
  /** The mesh it belongs to; null when not known. */
  mesh: MeshRef | null;
  note: FileNote | null;
  /** The objects of a mesh's kinds in it. */
  objects: ObjectView[];
  /** For how long this holds, ms; null where news tell of changes. */
  lasts: number | null;
}

/** A mesh: `key` tells it from others, `name` is what a person calls it. */
export interface MeshRef {
  key: string;
  name: string;
}

/** One field of a file and who set it. */
export interface FieldView {
  mesh: MeshRef;
  object: ObjectIdentity;
  /** By the file's indexes, and by natural keys. */
  path: string;
  key: string;
  range: Range;
  /** `branch`: not a value but what holds values; the change is the newest below it. */
  state: "same" | "differs" | "only-here" | "branch";
  here: JsonValue;
  there: JsonValue;
  change: ChangeView | null;
  /** What the change did to this field: `changed` from `before`; or set with what came as a whole, an entry or the object. */
  did: FieldChange | null;
  evidence: Evidence;
}

/** What the place under the cursor is. */
export type PlaceView =
  | { kind: "field"; field: FieldView }
  /** The object's own name: its last changes. */
  | { kind: "object"; range: Range; mesh: MeshRef; view: ObjectView; changes: ChangeView[] };

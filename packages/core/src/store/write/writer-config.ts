import type { KeyObject } from "node:crypto";
import type { RedactionPath } from "../../decode/redaction-path.ts";
import type { MeshauditError } from "../../model/error.ts";
import type { Disk } from "../disk/disk.ts";
import type { Engine } from "../engine/duckdb.ts";
import type { CheckpointRecord } from "../evidence/checkpoint-record.ts";
import type { Project } from "../project.ts";

/** When the journal becomes segments, and small segments are joined. */
export interface SealPolicy {
  /** Characters of events in the journal. */
  characters: number;
  /** Age of the oldest event in the journal, ms. */
  age: number;
  /** So many segments of one day are joined. */
  segmentsOfDay: number;
}

/** What is kept in memory of the journal's events stays below the window in which copies are told. */
export const defaultSealPolicy: SealPolicy = { characters: 64 * 1024 * 1024, age: 300_000, segmentsOfDay: 8 };

/** What a store's writer stands on. */
export interface WriterConfig {
  disk: Disk;
  project: Project;
  /** Opens DuckDB, when it is needed first. */
  engine(): Promise<Engine>;
  /** Now, ms since the epoch. */
  now(): number;
  /** Signs checkpoints: an Ed25519 key that lies outside the store. */
  signingKey: KeyObject;
  /** Public keys of who signed for the project before. */
  trusted?: readonly KeyObject[] | undefined;
  seal: SealPolicy;
  /** Further paths whose values are not to be kept. */
  redactionPaths: readonly RedactionPath[];
  /** Is handed every checkpoint, to be kept in a second place. */
  onCheckpoint?: ((record: CheckpointRecord) => void) | undefined;
  /** How long a write to the journal took until it was durable, ms. */
  onSync?(ms: number): void;
  /** Sealing failed behind the scenes: it is tried again. */
  onProblem?(problem: MeshauditError | Error): void;
}

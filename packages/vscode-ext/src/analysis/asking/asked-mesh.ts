import * as l10n from "@vscode/l10n";
import { MeshauditError, type ObjectRef } from "@meshaudit/core";
import { askObject, type KnownObject } from "../attribution/known-object.ts";
import type { MeshLog } from "../meshes/mesh-log.ts";
import { knownObjects, type KnownObjects } from "./known-objects.ts";
import { retrying, type Retrying } from "./retrying.ts";
import { keptAnswers, type KeptAnswers } from "./kept-answers.ts";

/** What a mesh was asked and answered so far. */
export interface AskedMesh {
  objects: KnownObjects;
  /** What was asked about the mesh as a whole. */
  answers: KeptAnswers;
  cluster: Retrying;
}

/** So many answers about a whole mesh are kept. */
const mostAnswers = 8;

/** For how long an object of the live cluster is believed to be as it was, ms. A log tells what changes: there it is for ever. */
export const liveLasts = 10_000;

/** Whether the live cluster answers for a mesh, and no log does. */
export const isLive = ({ source }: MeshLog): boolean => source.specs.length === 0;

const stale = (known: KnownObject, error: unknown): KnownObject => {
  if (!(error instanceof MeshauditError)) throw error;
  return { ...known, notes: [...known.notes, l10n.t("The cluster cannot be asked now ({0}): so it was before.", error.message)] };
};

/** What an asked mesh tells of itself. */
export interface AskedMeshListener {
  onNews(refs: ObjectRef[]): void;
  onProblem(problem: MeshauditError | null): void;
}

/** A mesh that was asked nothing yet. `clock` counts ms. */
export const askedMesh = (log: MeshLog, clock: () => number, { onNews, onProblem }: AskedMeshListener): AskedMesh => {
  const cluster = retrying(clock, onProblem);
  const ask = async (ref: ObjectRef): Promise<KnownObject> => {
    const session = await log.session();
    return isLive(log) ? cluster.ask(`${ref.resource}.${ref.group}`, () => askObject(session, ref, false)) : askObject(session, ref, true);
  };
  const lasts = isLive(log) ? liveLasts : Number.POSITIVE_INFINITY;
  return { objects: knownObjects({ ask, lasts, clock, onNews, stale }), answers: keptAnswers(mostAnswers), cluster };
};

import * as l10n from "@vscode/l10n";
import { isUnsafe, safeText } from "@meshaudit/client";
import { formatPath, MeshauditError, type ObjectIdentity } from "@meshaudit/core";
import type { FieldView, FileNote, FileView, MeshRef, ObjectView, PlaceView, Standing } from "../../protocol/file-view.ts";
import type { Position } from "../../protocol/position.ts";
import { driftOf } from "../attribution/drift.ts";
import { attributionOf, branchView, leafViews, type Attribution } from "../attribution/field-views.ts";
import type { KnownObject } from "../attribution/known-object.ts";
import { listed } from "../attribution/listed.ts";
import type { LineIndex } from "../manifest/line-index.ts";
import type { ManifestObject } from "../manifest/manifest.ts";
import { fieldAt } from "../manifest/field-at.ts";
import type { UnnamedReason } from "../manifest/unnamed-reason.ts";
import type { OpenDocument } from "./document.ts";

/** What a file's objects are looked up in. */
export interface FileMesh {
  mesh: MeshRef;
  /** Where objects live whose manifest does not say. */
  namespace: string;
  /** See `FileView`. */
  lasts: number | null;
  known(object: ObjectIdentity): Promise<KnownObject>;
}

const whyUnnamed = (reason: UnnamedReason): string => {
  switch (reason.kind) {
    case "generate-name":
      return l10n.t("The API server makes its name up, so it cannot be told which object this is.");
    case "no-name":
      return l10n.t("It has no name yet.");
    case "not-a-name":
      return l10n.t("No Kubernetes object can have the name {0}.", shown(reason.text));
    case "template":
      return l10n.t("Its name is made by a template ({0}).", shown(reason.text));
    case "kustomize-name":
      return l10n.t("A kustomization puts something before or after its name, so its name in the cluster is another.");
    case "kustomize-namespace":
      return l10n.t("A kustomization lists it and no namespace is said, so an overlay decides where it goes.");
    case "kustomize-target":
      return l10n.t("A kustomization applies this patch to objects of other names.");
  }
};

const shown = (text: string): string => (isUnsafe(text) || text.length > 80 ? safeText(text).slice(0, 80) : text);

/** The identity of a file's object; null when it cannot be told. */
const identityOf = (object: ManifestObject, mesh: MeshRef, namespace: string): ObjectIdentity | null => {
  const { group, resource, kind, name, unnamed } = object;
  if (unnamed !== null || name === null || resource === null) return null;
  return { mesh: mesh.name, kind, group, resource, name, namespace: object.namespaced ? (object.targetNamespace ?? namespace) : "" };
};

const standingOf = (object: ManifestObject, known: KnownObject | null): Standing => {
  if (object.unnamed !== null) return { kind: "unnamed", why: whyUnnamed(object.unnamed) };
  if (known === null || !known.seen) return { kind: "never-seen", near: known?.near ?? [] };
  const { history, alive, audited, notes } = known;
  const last = history.changes[0];
  return {
    kind: "seen",
    alive,
    changes: history.changes.length,
    last: last === undefined ? null : listed(last),
    contents: audited !== null,
    notes,
  };
};

const failed = (error: unknown): Standing => {
  if (!(error instanceof MeshauditError)) throw error;
  return { kind: "failed", message: error.message, hint: error.hint };
};

/** A file's object with all that is known of each of its values. */
interface Attributed {
  known: KnownObject;
  attribution: Attribution | null;
  leaves: FieldView[];
}

/** Setting an object beside its state takes a while, and is asked for at each move of the cursor. */
const attributed = new WeakMap<ManifestObject, Attributed & { mesh: string }>();

const attribute = async (object: ManifestObject, identity: ObjectIdentity, found: FileMesh, lines: LineIndex): Promise<Attributed> => {
  const known = await found.known(identity);
  const before = attributed.get(object);
  if (before !== undefined && before.known === known && before.mesh === found.mesh.key) return before;
  const attribution = attributionOf(object, known);
  const leaves = attribution === null ? [] : leafViews(object, attribution, { mesh: found.mesh, identity, lines });
  const made = { known, attribution, leaves, mesh: found.mesh.key };
  attributed.set(object, made);
  return made;
};

const ofMesh = ({ manifest }: OpenDocument): ManifestObject[] => manifest.objects.filter(({ isMesh }) => isMesh);

/** One object of a file, with what is known of it. */
const objectViewOf = async (
  object: ManifestObject,
  index: number,
  { file, lines }: OpenDocument,
  found: FileMesh | null,
): Promise<ObjectView> => {
  const identity = found === null ? null : identityOf(object, found.mesh, found.namespace);
  const view = {
    index,
    kind: object.kind,
    name: object.name ?? "",
    object: identity,
    range: lines.rangeOf(object.span),
    head: lines.rangeOf(object.kindSpan ?? object.span),
  };
  if (found === null || identity === null) return { ...view, standing: standingOf(object, null), drift: [] };
  try {
    const { known, attribution, leaves } = await attribute(object, identity, found, lines);
    return {
      ...view,
      standing: standingOf(object, known),
      drift: attribution === null ? [] : driftOf(object, attribution, leaves, file.text ?? "", lines),
    };
  } catch (error) {
    return { ...view, standing: failed(error), drift: [] };
  }
};

/** A file's objects of the mesh, each with what is known of it; null when nothing of a mesh is in it. */
export const fileViewOf = async (document: OpenDocument, found: FileMesh | null, note: FileNote | null): Promise<FileView | null> => {
  const { file, manifest } = document;
  const objects = ofMesh(document);
  const obstacle = manifest.obstacle === null ? null : { kind: manifest.obstacle };
  // What has nothing of a mesh in it is none of our business, whatever else is wrong with it.
  if (objects.length === 0 && (obstacle === null || !/istio\.io|gateway\.networking\.k8s\.io/.test(file.text ?? ""))) return null;
  const views: ObjectView[] = [];
  for (const [index, object] of objects.entries()) views.push(await objectViewOf(object, index, document, found));
  const { mesh = null, lasts = null } = found ?? {};
  return { uri: file.uri, version: file.version, mesh, note: obstacle ?? note, objects: views, lasts };
};

const changesInHover = 5;

/** Fields that say which object it is. */
const headPaths = new Set(["apiVersion", "kind", "metadata.name", "metadata.namespace"]);

/** What stands at a place of a file; null where nothing is known. */
export const placeViewOf = async (document: OpenDocument, position: Position, found: FileMesh): Promise<PlaceView | null> => {
  const { manifest, lines } = document;
  const at = fieldAt(manifest, lines.offsetAt(position));
  if (at === null || at.field === null || !at.object.isMesh) return null;
  const { object, field } = at;
  const identity = identityOf(object, found.mesh, found.namespace);
  const range = lines.rangeOf({ start: field.keySpan?.start ?? field.valueSpan.start, end: field.valueSpan.end });
  if (headPaths.has(formatPath(field.path))) {
    const view = await objectViewOf(object, ofMesh(document).indexOf(object), document, found);
    const known = identity === null || view.standing.kind !== "seen" ? null : await found.known(identity);
    const changes = (known?.history.changes ?? []).slice(0, changesInHover).map(listed);
    return { kind: "object", range, mesh: found.mesh, view, changes };
  }
  if (identity === null) return null;
  const { leaves } = await attribute(object, identity, found, lines);
  const path = formatPath(field.path);
  const shownField = field.leaf ? leaves.find((leaf) => leaf.path === path) : branchView(field, leaves, lines);
  return shownField === null || shownField === undefined ? null : { kind: "field", field: shownField };
};

/** The values of a file within some lines, each with who set it. */
export const fieldViewsOf = async (document: OpenDocument, fromLine: number, toLine: number, found: FileMesh): Promise<FieldView[]> => {
  const { lines } = document;
  const fields: FieldView[] = [];
  for (const object of ofMesh(document)) {
    const { start, end } = lines.rangeOf(object.span);
    const identity = identityOf(object, found.mesh, found.namespace);
    if (identity === null || end.line < fromLine || start.line > toLine) continue;
    const { leaves } = await attribute(object, identity, found, lines);
    fields.push(...leaves.filter(({ range }) => range.start.line <= toLine && range.end.line >= fromLine));
  }
  return fields;
};

import * as l10n from "@vscode/l10n";
import { isUnsafe, safeText } from "@meshaudit/client";
import { MeshauditError, type ObjectIdentity, type Session } from "@meshaudit/core";
import type { FieldView, FileNote, FileView, MeshRef, ObjectView, PlaceView, Standing } from "../../protocol/file-view.ts";
import type { Position } from "../../protocol/position.ts";
import { driftOf } from "../attribution/drift.ts";
import { attributionOf, branchView, leafViews } from "../attribution/field-views.ts";
import type { KnownObject } from "../attribution/known-object.ts";
import { listed } from "../attribution/listed.ts";
import type { ManifestObject } from "../manifest/manifest.ts";
import { fieldAt } from "../manifest/field-at.ts";
import type { UnnamedReason } from "../manifest/unnamed-reason.ts";
import type { OpenDocument } from "./document.ts";

/** What a file's objects are looked up in. */
export interface FileMeshSession {
  mesh: MeshRef;
  session: Session;
  /** Where objects live whose manifest does not say. */
  namespace: string;
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
export const identityOf = (object: ManifestObject, mesh: MeshRef, namespace: string): ObjectIdentity | null => {
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

/** A file's objects of the mesh, each with what is known of it. */
export const fileViewOf = async (
  document: OpenDocument,
  found: FileMeshSession | null,
  note: FileNote | null,
): Promise<FileView | null> => {
  const { file, manifest, lines } = document;
  const objects = manifest.objects.filter(({ isMesh }) => isMesh);
  const obstacle = manifest.obstacle === null ? null : { kind: manifest.obstacle };
  if (objects.length === 0 && obstacle === null) return null;
  // A Helm template without a word of the mesh, or what is no YAML, is none of our business.
  if (objects.length === 0 && !/istio\.io|gateway\.networking\.k8s\.io/.test(file.text ?? "")) return null;
  const views: ObjectView[] = [];
  for (const [index, object] of objects.entries()) {
    const identity = found === null ? null : identityOf(object, found.mesh, found.namespace);
    const view = {
      index,
      kind: object.kind,
      name: object.name ?? "",
      object: identity,
      range: lines.rangeOf(object.span),
      head: lines.rangeOf(object.kindSpan ?? object.span),
    };
    if (found === null || identity === null) {
      views.push({ ...view, standing: standingOf(object, null), drift: [] });
      continue;
    }
    try {
      const known = await found.known(identity);
      const attribution = attributionOf(object, known);
      const around = { mesh: found.mesh, identity, lines };
      const drift = attribution === null ? [] : driftOf(object, attribution, leafViews(object, attribution, around), lines);
      views.push({ ...view, standing: standingOf(object, known), drift });
    } catch (error) {
      views.push({ ...view, standing: failed(error), drift: [] });
    }
  }
  return { uri: file.uri, version: file.version, mesh: found?.mesh ?? null, note: obstacle ?? note, objects: views };
};

const changesInHover = 5;

const touches = (span: { start: number; end: number } | null, offset: number): boolean =>
  span !== null && span.start <= offset && offset <= span.end;

/** What stands at a place of a file; null where nothing is known. */
export const placeViewOf = async (
  document: OpenDocument,
  position: Position,
  found: FileMeshSession,
  file: FileView,
): Promise<PlaceView | null> => {
  const { manifest, lines } = document;
  const offset = lines.offsetAt(position);
  const at = fieldAt(manifest, offset);
  if (at === null || !at.object.isMesh) return null;
  const { object, field } = at;
  const identity = identityOf(object, found.mesh, found.namespace);
  const path = field?.path ?? [];
  const isHead =
    (path.length === 1 && (path[0] === "kind" || path[0] === "apiVersion")) ||
    (path.length === 2 && path[0] === "metadata" && (path[1] === "name" || path[1] === "namespace")) ||
    touches(object.kindSpan, offset);
  const view = file.objects.find(({ index }) => manifest.objects.filter(({ isMesh }) => isMesh)[index] === object);
  if (isHead) {
    if (view === undefined || field === null) return null;
    const known = identity === null ? null : await found.known(identity);
    const range = lines.rangeOf({ start: field.keySpan?.start ?? field.valueSpan.start, end: field.valueSpan.end });
    return { kind: "object", range, mesh: found.mesh, view, changes: (known?.history.changes ?? []).slice(0, changesInHover).map(listed) };
  }
  if (identity === null || field === null) return null;
  const known = await found.known(identity);
  const attribution = attributionOf(object, known);
  if (attribution === null) return null;
  const leaves = leafViews(object, attribution, { mesh: found.mesh, identity, lines });
  const { start } = lines.rangeOf({ start: field.keySpan?.start ?? field.valueSpan.start, end: field.valueSpan.end });
  const leaf = leaves.find(({ range }) => field.leaf && range.start.line === start.line && range.start.character === start.character);
  const shownField = leaf ?? (field.leaf ? null : branchView(field, leaves, lines));
  return shownField === null ? null : { kind: "field", field: shownField };
};

/** The values of a file within some lines, each with who set it. */
export const fieldViewsOf = async (
  document: OpenDocument,
  fromLine: number,
  toLine: number,
  found: FileMeshSession,
): Promise<FieldView[]> => {
  const { manifest, lines } = document;
  const fields: FieldView[] = [];
  for (const object of manifest.objects) {
    const { start, end } = lines.rangeOf(object.span);
    const identity = object.isMesh ? identityOf(object, found.mesh, found.namespace) : null;
    if (identity === null || end.line < fromLine || start.line > toLine) continue;
    const attribution = attributionOf(object, await found.known(identity));
    if (attribution === null) continue;
    const leaves = leafViews(object, attribution, { mesh: found.mesh, identity, lines });
    fields.push(...leaves.filter(({ range }) => range.start.line <= toLine && range.end.line >= fromLine));
  }
  return fields;
};

import { groupOf, isMesh, kindByName, textAt } from "@meshaudit/core";
import { documentsOf, type DocumentText } from "./documents.ts";
import type { Manifest, ManifestObject, Obstacle, Span } from "./manifest.ts";
import { readDocument, type ReadDocument, type ReadObject } from "./read-document.ts";
import { noSurroundings, type Surroundings } from "./surroundings.ts";
import { holdsTemplate } from "./template.ts";
import { unnamedReason } from "./unnamed.ts";

/** How long a text may be, in UTF-16 units. Nobody edits a manifest of 2 MiB; etcd does not even take an object of it. */
const maxLength = 2 << 20;

/** How many documents. A file of thousands is no work of people, and each takes its time when it is broken. */
const mostDocuments = 5_000;

/** Characters that no YAML has. Source: YAML 1.2.2, 5.1, c-printable. */
const binary = /[\0-\x08\x0b\x0c\x0e-\x1f]/;

const without = (obstacle: Obstacle): Manifest => ({ objects: [], obstacle, comments: [] });

/** What only tools read, so that no cluster ever has it. */
const isForTools = ({ apiVersion }: ReadObject): boolean => groupOf(apiVersion) === "kustomize.config.k8s.io";

const shifted = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });

const objectOf = (read: ReadObject, document: DocumentText, partial: boolean, { kustomization }: Surroundings): ManifestObject => {
  const { apiVersion, kind, value } = read;
  const group = groupOf(apiVersion);
  const known = kindByName(apiVersion, kind);
  const namespaced = known?.namespaced ?? true;
  const name = textAt(value, "metadata", "name");
  const namespace = textAt(value, "metadata", "namespace");
  const targetNamespace = namespaced ? (kustomization?.namespace ?? namespace) : null;
  const fields = read.fields.map((field) => ({
    ...field,
    keySpan: field.keySpan === null ? null : shifted(field.keySpan, document.start),
    valueSpan: shifted(field.valueSpan, document.start),
  }));
  const spanAt = (first: string, second?: string): Span | null =>
    fields.find(({ path }) => path[0] === first && path[1] === second && path.length <= 2)?.valueSpan ?? null;
  const object = { kind, namespaced, isMesh: isMesh({ group }), name, targetNamespace, value };
  return {
    ...object,
    apiVersion,
    group,
    resource: known?.resource ?? null,
    namespace,
    unnamed: unnamedReason(object, kustomization),
    partial: partial || kustomization?.role === "patch",
    span: shifted(read.span, document.start),
    kindSpan: spanAt("kind"),
    nameSpan: spanAt("metadata", "name"),
    namespaceSpan: spanAt("metadata", "namespace"),
    fields,
  };
};

/** Whether a document may have an object in it: a look at its text that is much cheaper than reading it. */
const mayHoldObject = (text: string): boolean => text.includes("apiVersion") && text.includes("kind");

const nothingIn: ReadDocument = { objects: [], comments: [], partial: false };

const readText = (text: string): ReadDocument | Obstacle => {
  if (holdsTemplate(text)) return "helm-template";
  return mayHoldObject(text) ? readDocument(text) : nothingIn;
};

/** Parses one file's text, and again after each change of it. `limit` is the longest text it takes, in UTF-16 units. */
export type ParseManifest = (text: string, surroundings?: Surroundings, limit?: number) => Manifest;

/**
 * Parses the versions of one file: like `parseManifest`, but the documents of it that did not change since the version before are not read
 * again.
 */
export const manifestParser = (): ParseManifest => {
  let known = new Map<string, ReadDocument>();
  return (text, surroundings = noSurroundings, limit = maxLength) => {
    if (surroundings.helmTemplates) return without("helm-template");
    if (text.length > limit) return without("too-large");
    if (binary.test(text)) return without("not-yaml");
    // A lone \r ends a line as well; offsets stay the same.
    const lines = text.replace(/\r(?!\n)/g, "\n");
    const documents = documentsOf(lines);
    if (documents.length > mostDocuments) return without("too-large");
    const objects: ManifestObject[] = [];
    const comments: Span[] = [];
    const read = new Map<string, ReadDocument>();
    for (const document of documents) {
      const found = known.get(document.text) ?? readText(document.text);
      if (typeof found === "string") return without(found);
      read.set(document.text, found);
      for (const object of found.objects) if (!isForTools(object)) objects.push(objectOf(object, document, found.partial, surroundings));
      for (const comment of found.comments) comments.push(shifted(comment, document.start));
    }
    known = read;
    return { objects, obstacle: null, comments };
  };
};

/**
 * The Kubernetes objects in a YAML file's text, with the place of everything in them. A file of something else has none. Objects of a
 * document that is broken, such as one that is being typed, are read as far as it is sure what is where. Takes time in proportion to the
 * text, and never throws.
 */
export const parseManifest: ParseManifest = (text, surroundings, limit) => manifestParser()(text, surroundings, limit);

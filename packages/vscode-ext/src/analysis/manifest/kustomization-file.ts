import { isObject, own, textAt, type JsonObject, type JsonValue } from "@meshaudit/core";
import { isMap } from "yaml";
import { mend } from "./mend.ts";
import { readValue } from "./read-value.ts";
import type { PatchTarget } from "./surroundings.ts";
import { walkOf } from "./walk.ts";

/** What a kustomization.yaml says, as far as it tells what becomes of the files that it lists. Paths are relative to its folder. */
export interface KustomizationFile {
  namespace: string | null;
  /** Whether it changes the names of what it lists: by a prefix, a suffix or a patch. */
  renames: boolean;
  /** Files and folders that it takes objects from. */
  resources: string[];
  patches: { path: string; target: PatchTarget | null }[];
}

const listAt = (value: JsonObject, key: string): JsonValue[] => {
  const list = own(value, key);
  return Array.isArray(list) ? list : [];
};

const texts = (list: JsonValue[]): string[] => list.filter((entry) => typeof entry === "string");

/** A name that, as the regular expression which a target's name is, fits no other name. */
const plainName = /^[a-z0-9-]+$/i;

const targetOf = (patch: JsonValue): PatchTarget | null => {
  const target = own(patch, "target");
  if (!isObject(target) || Object.keys(target).length === 0) return null;
  const plain = (key: string): string | null => {
    const text = textAt(target, key);
    return text !== null && plainName.test(text) ? text : null;
  };
  return { kind: plain("kind"), name: plain("name") };
};

const patchAt = (patch: JsonValue): { path: string; target: PatchTarget | null }[] => {
  const path = textAt(patch, "path");
  return path === null ? [] : [{ path, target: targetOf(patch) }];
};

/** A patch, replacement or transformer in the kustomization itself that may set names or namespaces. */
const setsNames = (value: JsonObject): boolean => {
  const inline = [...listAt(value, "patches"), ...listAt(value, "patchesJson6902")].map((patch) => textAt(patch, "patch") ?? "");
  const replaced = listAt(value, "replacements").flatMap((replacement) => listAt(isObject(replacement) ? replacement : {}, "targets"));
  const paths = replaced.flatMap((target) => texts(listAt(isObject(target) ? target : {}, "fieldPaths")));
  return inline.some((text) => /\/metadata\/name(?:space)?\b/.test(text)) || paths.some((path) => /^metadata\.name(?:space)?$/.test(path));
};

/** Reads a kustomization.yaml; null when it is none that can be read. Source: kustomize, api/types/kustomization.go. */
export const kustomizationFile = (text: string): KustomizationFile | null => {
  const document = mend(text);
  if (typeof document === "string" || !isMap(document.contents)) return null;
  const { value } = readValue(walkOf(document), document.contents);
  const resources = ["resources", "bases", "components"].flatMap((key) => texts(listAt(value, key)));
  const strategic = texts(listAt(value, "patchesStrategicMerge")).map((path) => ({ path, target: null }));
  const targeted = [...listAt(value, "patches"), ...listAt(value, "patchesJson6902")].flatMap(patchAt);
  return {
    namespace: textAt(value, "namespace"),
    renames: textAt(value, "namePrefix") !== null || textAt(value, "nameSuffix") !== null || setsNames(value),
    resources,
    patches: [...strategic, ...targeted],
  };
};

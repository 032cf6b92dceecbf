import { own, textAt, type JsonObject } from "@meshaudit/core";
import type { Kustomization } from "./surroundings.ts";
import type { UnnamedReason } from "./unnamed-reason.ts";

/** What is asked of an object: its parts as written, and the namespace it goes to. */
interface Named {
  kind: string;
  isMesh: boolean;
  namespaced: boolean;
  name: string | null;
  targetNamespace: string | null;
  value: JsonObject;
}

/** Go, Helm and Jinja templates, envsubst and make, ERB, and what people write where something is to be filled in. */
const template = /\{\{|\{%|\$\{|\$\(|<%|^<[^>]*>$|^__\w+__$|^@@?\w+@@?$|\$[A-Za-z_]/;

/** DNS names, of which the mesh's objects' names are made. Source: Kubernetes, "Object Names and IDs". */
const subdomain = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Other kinds may be named by anything that fits a path, as RBAC's are. */
const segment = /^(?!\.{1,2}$)[^/%]{1,253}$/;

const textReason = (text: string, pattern: RegExp): UnnamedReason | null => {
  if (template.test(text)) return { kind: "template", text };
  return pattern.test(text) ? null : { kind: "not-a-name", text };
};

const ownReason = ({ isMesh, name, targetNamespace, value }: Named): UnnamedReason | null => {
  if (name !== null)
    return textReason(name, isMesh ? subdomain : segment) ?? (targetNamespace === null ? null : textReason(targetNamespace, label));
  const written = own(own(value, "metadata"), "name");
  if (typeof written === "number" || typeof written === "boolean") return { kind: "not-a-name", text: String(written) };
  return { kind: textAt(value, "metadata", "generateName") === null ? "no-name" : "generate-name" };
};

const kustomizeReason = (object: Named, kustomization: Kustomization): UnnamedReason | null => {
  const { path, role, target, renames, overlaid } = kustomization;
  const said = (kind: "kustomize-name" | "kustomize-namespace" | "kustomize-target", by = path): UnnamedReason => ({
    kind,
    kustomization: by,
  });
  if (role === "patch" && target !== null) {
    const isThis = target.name === object.name && (target.kind === null || target.kind === object.kind);
    if (!isThis) return said("kustomize-target");
  }
  if (renames) return said("kustomize-name");
  if (overlaid?.renames === true) return said("kustomize-name", overlaid.path);
  if (!object.namespaced) return null;
  if (overlaid !== null) return said("kustomize-namespace", overlaid.path);
  return object.targetNamespace === null ? said("kustomize-namespace") : null;
};

/** Why an object's name in the cluster cannot be known from its file and what lies around it; null when it can. */
export const unnamedReason = (object: Named, kustomization: Kustomization | null): UnnamedReason | null =>
  ownReason(object) ?? (kustomization === null ? null : kustomizeReason(object, kustomization));

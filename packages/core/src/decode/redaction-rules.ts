import type { AuditEvent } from "../model/audit-event.ts";
import type { RedactionPath } from "./redaction-path.ts";

/** What is redacted in which objects. */
export interface RedactionRules {
  /** Paths whose values are secret in an object of a kind. */
  fieldsOf(kind: string | null): readonly (readonly string[])[];
  /** Whether a kind, or the kind of a list's entries, has any. */
  concerns(kind: string): boolean;
  /** The kind that a request's bodies are of when they do not say so themselves, as in a patch; null when nothing is secret in it. */
  kindByRef(event: AuditEvent): string | null;
  /** Whether there are rules besides those for Secrets and tokens. */
  hasMore: boolean;
}

const secretPaths: readonly RedactionPath[] = [
  { kind: "Secret", path: ["data"] },
  { kind: "Secret", path: ["stringData"] },
  { kind: "TokenRequest", path: ["status", "token"] },
  { kind: "TokenReview", path: ["spec", "token"] },
];

/** What a kind is called in a URL, as Kubernetes guesses it. Source: k8s.io/apimachinery, UnsafeGuessKindToResource. */
const resourceOf = (kind: string): string => {
  const word = kind.toLowerCase();
  if (word.endsWith("endpoints")) return word;
  if (word.endsWith("s")) return `${word}es`;
  return word.endsWith("y") ? `${word.slice(0, -1)}ies` : `${word}s`;
};

/** Subresources whose bodies are the object itself. */
const wholeObject = new Set<string | undefined>([undefined, "", "status", "ephemeralcontainers", "resize", "finalize", "approval"]);

const build = (more: readonly RedactionPath[]): RedactionRules => {
  const fields = new Map<string, (readonly string[])[]>();
  const everywhere = more.filter(({ kind }) => kind === "*").map(({ path }) => path);
  const kinds = new Map<string, string>();
  for (const { kind, path } of [...secretPaths, ...more]) {
    if (kind === "*") continue;
    fields.set(kind, [...(fields.get(kind) ?? everywhere), path]);
    if (more.length > 0) kinds.set(resourceOf(kind), kind);
  }
  const any = everywhere.length > 0;
  return {
    fieldsOf: (kind) => (kind === null ? [] : (fields.get(kind) ?? everywhere)),
    concerns: (kind) => any || fields.has(kind) || (kind.endsWith("List") && fields.has(kind.slice(0, -"List".length))),
    kindByRef({ objectRef }) {
      const { resource, subresource, apiGroup } = objectRef ?? {};
      if (resource === "secrets" && !apiGroup) return "Secret";
      if (resource === "serviceaccounts" && subresource === "token") return "TokenRequest";
      if (resource === "tokenreviews") return "TokenReview";
      const named = resource !== undefined && wholeObject.has(subresource) ? kinds.get(resource) : undefined;
      return named ?? (any ? "*" : null);
    },
    hasMore: more.length > 0,
  };
};

const always = build([]);
const built = new WeakMap<readonly RedactionPath[], RedactionRules>();

/** Secrets and tokens, and `more`. */
export const redactionRules = (more: readonly RedactionPath[]): RedactionRules => {
  if (more.length === 0) return always;
  let rules = built.get(more);
  if (rules === undefined) built.set(more, (rules = build(more)));
  return rules;
};

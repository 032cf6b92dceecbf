/** One Kubernetes object. Versions of the group do not matter. The core group is "". A cluster-scoped object has namespace "". */
export interface ObjectRef {
  group: string;
  resource: string;
  namespace: string;
  name: string;
}

/** As an answer names an object. `mesh` is null for a bare file; `kind` null when the resource is not known and no event told it. */
export interface ObjectIdentity extends ObjectRef {
  mesh: string | null;
  kind: string | null;
}

/** A stable map key for an object. */
export const objectKey = (ref: ObjectRef): string => `${ref.resource}.${ref.group}/${ref.namespace}/${ref.name}`;

/** What objects a question is about; null is "any". `resource` null with a group is every resource of the group. */
export interface ObjectPattern {
  group: string | null;
  resource: string | null;
  namespace: string | null;
  name: string | null;
}

/** Whether an object fits a pattern. */
export const fits = (ref: ObjectRef, pattern: ObjectPattern): boolean =>
  (pattern.group === null || pattern.group === ref.group) &&
  (pattern.resource === null || pattern.resource === ref.resource) &&
  (pattern.namespace === null || pattern.namespace === ref.namespace) &&
  (pattern.name === null || pattern.name === ref.name);

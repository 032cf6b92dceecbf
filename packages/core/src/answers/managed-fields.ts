import { createHash } from "node:crypto";
import { actorTypeOf } from "../enrich/actor-type.ts";
import { clientOf } from "../enrich/client.ts";
import { generationOf, resourceVersionOf, uidOf } from "../history/body.ts";
import { keysOf } from "../history/diff/natural-key.ts";
import { leaves } from "../history/diff/leaves.ts";
import { toYaml } from "../history/diff/to-yaml.ts";
import { fieldManagers, ownedParts, ownsPath, type FieldManager } from "../history/managed-fields.ts";
import { presentable } from "../history/present.ts";
import { kindOf } from "../kinds/kinds.ts";
import type { Change } from "../model/change.ts";
import { MeshauditError } from "../model/error.ts";
import { textAt, type JsonObject } from "../model/json.ts";
import { objectKey, type ObjectIdentity, type ObjectPattern } from "../model/object.ts";
import { formatPath } from "../model/path.ts";
import { apiVersion, type ObjectBlame, type ObjectHistory, type ReadReport } from "../model/result.ts";
import { nameOf } from "./find.ts";
import { isAsked } from "./history.ts";
import { labelFilter } from "./label-filter.ts";
import type { LiveCluster } from "./live.ts";
import { below } from "./paths-below.ts";
import type { Answer, ObjectQuery } from "./question.ts";
import { searchedOf } from "./searched.ts";
import { withoutFields } from "./without-fields.ts";

const note =
  "approximate: no audit log was given, so this comes from the live object's managedFields, which name the program that last wrote a field and when, but no person and no earlier value";

const nothingRead: ReadReport = {
  sources: ["managedFields of the live object"],
  bytes: 0,
  from: null,
  to: null,
  parsed: 0,
  duplicate: 0,
  rejected: 0,
  levels: [],
  everyLineParsed: true,
  rejections: [],
  mayHideAnswer: false,
};

const identify = (object: JsonObject, pattern: ObjectPattern, mesh: string | null): ObjectIdentity => ({
  mesh,
  group: pattern.group ?? "",
  kind: kindOf(pattern.group ?? "", pattern.resource ?? "")?.kind ?? textAt(object, "kind"),
  resource: pattern.resource ?? "",
  namespace: textAt(object, "metadata", "namespace") ?? "",
  name: textAt(object, "metadata", "name") ?? "",
});

/** A field manager's last write, as far as it is known. */
const changeOf = (entry: FieldManager, object: JsonObject, identity: ObjectIdentity): Change => {
  const verb = entry.operation === "Apply" ? "patch" : "update";
  // kubectl signs with what it was doing: kubectl-edit, kubectl-client-side-apply.
  const agent = entry.manager.startsWith("kubectl") ? "kubectl" : entry.manager;
  const client = clientOf(agent, `/?fieldManager=${encodeURIComponent(entry.manager)}`, verb) ?? {
    name: entry.manager,
    version: null,
    command: null,
  };
  const createdThen = entry.time !== null && entry.time === textAt(object, "metadata", "creationTimestamp");
  const uid = uidOf(object);
  return {
    id: createHash("sha256")
      .update(JSON.stringify([entry.manager, entry.operation, entry.time, objectKey(identity), uid]))
      .digest("hex")
      .slice(0, 16),
    time: entry.time,
    verb,
    operation: createdThen ? "created" : "updated",
    code: null,
    actor: { user: entry.manager, groups: [], impersonatedBy: null, type: actorTypeOf(entry.manager, client), client, ip: null },
    previous: "unknown",
    fields: null,
    after: null,
    summary: `last wrote ${ownedParts(entry.fields).slice(0, 6).join(", ")}`,
    risks: [],
    evidence: "approximate",
    metadataOnly: false,
    uid,
    generation: generationOf(object),
    resourceVersion: resourceVersionOf(object),
    auditID: null,
    cause: null,
  };
};

interface LiveObject {
  identity: ObjectIdentity;
  object: JsonObject;
}

const fetch = async (query: ObjectQuery, live: LiveCluster, mesh: string | null): Promise<LiveObject[]> => {
  const meets = labelFilter(query.labels);
  const found: LiveObject[] = [];
  for (const pattern of query.patterns) {
    const { group, resource, namespace, name } = pattern;
    const one =
      group !== null && resource !== null && namespace !== null && name !== null
        ? await live.get({ group, resource, namespace, name })
        : null;
    const objects = group !== null && name !== null && namespace !== null ? (one === null ? [] : [one]) : await live.list(pattern);
    for (const object of objects) found.push({ object, identity: identify(object, pattern, mesh) });
  }
  return found.filter(
    ({ object, identity }) => meets(object) && query.patterns.some((pattern) => pattern.name === null || pattern.name === identity.name),
  );
};

const historyOf = ({ object, identity }: LiveObject, query: ObjectQuery): ObjectHistory => {
  const changes = fieldManagers(object).map((entry) => changeOf(entry, object, identity));
  return {
    apiVersion,
    kind: "ObjectHistory",
    object: identity,
    searched: searchedOf(nothingRead),
    changes: changes.filter((change) => isAsked(change, query)),
    attempts: [],
    gaps: [],
    incarnations: [],
  };
};

/** The error for an object that is not there now: without a log, nothing tells whether it ever was. */
export const notInCluster = (patterns: readonly ObjectPattern[]): MeshauditError =>
  new MeshauditError("object-never-seen", `the cluster has no ${patterns[0] === undefined ? "such object" : nameOf(patterns[0])}`, {
    hint: "check the name and -n NAMESPACE; what became of an object that is gone only an audit log tells: --from FILE",
  });

/** The histories that the live objects' managedFields tell, all `approximate`: for want of a log. */
export const liveHistories = async (query: ObjectQuery, live: LiveCluster, mesh: string | null): Promise<Answer<ObjectHistory[]>> => {
  const items = (await fetch(query, live, mesh)).map((one) => historyOf(one, query));
  return { result: items, report: nothingRead, seen: items.length > 0, near: [], notes: [note] };
};

/** Blame by managedFields: for each path the program that last wrote it. */
export const liveBlame = async (
  query: ObjectQuery,
  path: string | null,
  live: LiveCluster,
  mesh: string | null,
): Promise<Answer<ObjectBlame>> => {
  const [one] = await fetch(query, live, mesh);
  if (one === undefined) throw notInCluster(query.patterns);
  const object = presentable(one.object);
  const keyOf = keysOf(object, one.identity.group, one.identity.resource);
  const entries = fieldManagers(one.object).map((entry) => ({ entry, change: changeOf(entry, one.object, one.identity) }));
  const paths = leaves(object).map((leaf) => {
    const owner = entries.find(({ entry }) => ownsPath(entry.fields, one.object, leaf.path));
    return {
      path: formatPath(leaf.path),
      key: keyOf(leaf.path),
      value: leaf.value,
      change: owner === undefined ? null : withoutFields(owner.change),
      evidence: owner === undefined ? ("unavailable" as const) : ("approximate" as const),
    };
  });
  const result: ObjectBlame = {
    apiVersion,
    kind: "ObjectBlame",
    object: one.identity,
    searched: searchedOf(nothingRead),
    at: entries[0]?.entry.time ?? null,
    evidence: "exact",
    paths: path === null ? paths : below(paths, path),
    yaml: await toYaml(object),
  };
  return { result, report: nothingRead, seen: true, near: [], notes: [note] };
};

/** The live objects of some types, for completion. */
export const liveNames = async (patterns: readonly ObjectPattern[], live: LiveCluster, mesh: string | null): Promise<ObjectIdentity[]> => {
  const found = await Promise.all(
    patterns.map(async (pattern) => (await live.list(pattern)).map((object) => identify(object, pattern, mesh))),
  );
  return found.flat();
};

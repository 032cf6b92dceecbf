import { describe, expect, it } from "vitest";
import type { JsonObject } from "../model/json.ts";
import { eventOf, goneStatus, virtualService, type Said } from "../testing/events.ts";
import { buildTimelines, type Timeline } from "./history.ts";

const pattern = { group: "networking.istio.io", resource: "virtualservices", namespace: "bookinfo", name: "reviews" };

const timelineOf = (...said: Said[]): Timeline => {
  const [timeline] = buildTimelines(said.map(eventOf), [pattern], { mesh: null, trustedProxies: [] });
  if (timeline === undefined) throw new Error("no event touches the object");
  return timeline;
};

/** operation, user and evidence of each change, oldest first. */
const changesOf = (...said: Said[]): string[] =>
  timelineOf(...said).changes.map(({ change }) => `${change.operation} by ${change.actor.user}, ${change.evidence}`);

const attemptsOf = (...said: Said[]): string[] =>
  timelineOf(...said).attempts.map(({ attempt }) => `${attempt.verb} ${attempt.result}: ${attempt.reason}`);

const hosts = (...names: string[]): JsonObject => ({ hosts: names });
const timeout = (text: string): JsonObject => ({ hosts: ["reviews"], http: [{ name: "default", timeout: text }] });

describe("what counts as a change", () => {
  const created: Said = { verb: "create", at: 0, response: virtualService(1, timeout("1s"), { generation: 1 }) };
  const patched: Said = { verb: "patch", at: 1, user: "carol@example.com", response: virtualService(2, timeout("3s"), { generation: 2 }) };

  it("is a write that succeeded and changed the object", () => {
    expect(changesOf(created, patched)).toEqual(["created by alice@example.com, exact", "updated by carol@example.com, exact"]);
  });

  it("is not a write that leaves resourceVersion as it was", () => {
    const again: Said = { ...patched, at: 2, request: { spec: timeout("3s") } };
    expect(changesOf(created, patched, again)).toHaveLength(2);
    expect(attemptsOf(created, patched, again)).toEqual(["patch noop: left the object as it was"]);
  });

  it("is not a write at a resourceVersion that a read had shown before", () => {
    const read: Said = { verb: "get", at: 1, response: virtualService(2, timeout("3s"), { generation: 2 }) };
    const nothing: Said = {
      verb: "patch",
      at: 2,
      request: { spec: timeout("3s") },
      response: virtualService(2, timeout("3s"), { generation: 2 }),
    };
    expect(changesOf(nothing, read)).toEqual([]);
    expect(attemptsOf(nothing, read)).toEqual(["patch noop: left the object as it was"]);
  });

  it("is not a write that changes nothing but what the server sets", () => {
    const managed: Said = {
      verb: "patch",
      at: 2,
      response: virtualService(3, timeout("3s"), { generation: 2, managedFields: [{ manager: "kubectl" }] }),
    };
    expect(changesOf(created, patched, managed)).toHaveLength(2);
  });

  it("is one that the generation proves, though no difference can be seen", () => {
    const unseen: Said = { verb: "patch", at: 2, response: virtualService(3, timeout("3s"), { generation: 3 }) };
    expect(timelineOf(created, patched, unseen).changes[2]?.change).toMatchObject({
      operation: "updated",
      fields: null,
      previous: "change",
    });
  });

  it("is not a dry run, whose response is no state", () => {
    const dry: Said = { verb: "patch", at: 2, query: "dryRun=All&fieldManager=kubectl-patch", response: virtualService(2, timeout("9s")) };
    const next: Said = { verb: "patch", at: 3, response: virtualService(4, timeout("4s"), { generation: 3 }) };
    const { changes } = timelineOf(created, patched, dry, next);
    expect(changes.map(({ change }) => change.fields?.map(({ path, before, after }) => [path, before, after]))).toEqual([
      [["", null, expect.anything()]],
      [["spec.http[0].timeout", "1s", "3s"]],
      [["spec.http[0].timeout", "3s", "4s"]],
    ]);
  });

  it("is not a write of the status", () => {
    const status: Said = { verb: "patch", at: 2, subresource: "status", response: virtualService(3, timeout("3s"), { generation: 2 }) };
    expect(changesOf(created, patched, status)).toHaveLength(2);
  });

  it("is not what failed, was denied, or went unanswered", () => {
    const conflict: Said = { verb: "update", at: 2, code: 409 };
    const webhook = eventOf({ verb: "patch", at: 3, code: 400 });
    const [timeline] = buildTimelines(
      [
        ...[created, conflict].map(eventOf),
        { ...webhook, responseStatus: { code: 400, message: 'admission webhook "rev.validation.istio.io" denied the request: no' } },
      ],
      [pattern],
      { mesh: null, trustedProxies: [] },
    );
    expect(timeline?.changes).toHaveLength(1);
    expect(timeline?.attempts.map(({ attempt }) => [attempt.code, attempt.result])).toEqual([
      [409, "failed"],
      [400, "denied"],
    ]);
  });

  it("is not exec, eviction or another operation on the object", () => {
    expect(changesOf(created, { verb: "create", at: 1, subresource: "exec" })).toHaveLength(1);
  });
});

describe("the state before a change", () => {
  const patched: Said = { verb: "patch", at: 5, response: virtualService(9, timeout("3s"), { generation: 7 }) };

  it("is an observed state, as logs begin in the middle of lives", () => {
    const read: Said = { verb: "get", at: 4, response: virtualService(8, timeout("1s"), { generation: 6 }) };
    const [only] = timelineOf(read, patched).changes;
    expect(only?.change.previous).toBe("observed");
    expect(only?.change.fields).toEqual([expect.objectContaining({ path: "spec.http[0].timeout", before: "1s", after: "3s" })]);
  });

  it("is an item of a list, too", () => {
    const list: Said = {
      verb: "list",
      at: 4,
      response: { kind: "VirtualServiceList", items: [virtualService(8, timeout("1s"), { generation: 6 })] },
    };
    expect(timelineOf(list, patched).changes[0]?.change.previous).toBe("observed");
  });

  it("is unknown when nothing shows it, and then no field is said to have changed", () => {
    const [only] = timelineOf(patched).changes;
    expect(only?.change).toMatchObject({ previous: "unknown", fields: null, evidence: "exact" });
    expect(only?.change.after).toMatchObject({ spec: timeout("3s") });
  });

  it("is unknown across a gap, which the generation proves", () => {
    const read: Said = { verb: "get", at: 1, response: virtualService(3, timeout("1s"), { generation: 4 }) };
    const { changes, gaps } = timelineOf(read, patched);
    expect(changes[0]?.change.fields).toBeNull();
    expect(gaps).toEqual([expect.objectContaining({ afterGeneration: 4, beforeGeneration: 7, missing: 2 })]);
  });

  it("is unknown when a patch of metadata alone finds another generation", () => {
    const read: Said = { verb: "get", at: 1, response: virtualService(3, timeout("1s"), { generation: 6 }) };
    const labelled: Said = { ...patched, request: { metadata: { labels: { a: "b" } } } };
    expect(timelineOf(read, labelled).gaps).toEqual([expect.objectContaining({ missing: 1 })]);
  });

  it("is not a PartialObjectMetadata, which has no spec", () => {
    const created: Said = { verb: "create", at: 0, response: virtualService(1, timeout("1s")) };
    const orphaned: Said = {
      verb: "patch",
      at: 1,
      request: { metadata: { ownerReferences: null, labels: { orphan: "yes" } } },
      response: {
        kind: "PartialObjectMetadata",
        apiVersion: "meta.k8s.io/v1",
        metadata: { name: "reviews", uid: "uid-1", resourceVersion: "2", labels: { orphan: "yes" } },
      },
    };
    const fields = timelineOf(created, orphaned).changes[1]?.change.fields;
    expect(fields?.map(({ path }) => path)).toEqual(["metadata.labels"]);
  });
});

describe("what is rebuilt where responses are not logged", () => {
  const level = "Request" as const;
  const created: Said = { verb: "create", at: 0, level, request: virtualService(1, timeout("1s"), { uid: "", resourceVersion: "" }) };

  it("comes from the request, and says so", () => {
    const merged: Said = { verb: "patch", at: 1, level, request: { spec: { http: [{ name: "default", timeout: "3s" }] } } };
    const { changes } = timelineOf(created, merged);
    expect(changes.map(({ change }) => change.evidence)).toEqual(["approximate", "approximate"]);
    expect(changes[1]?.change.fields).toEqual([expect.objectContaining({ path: "spec.http[0].timeout", before: "1s", after: "3s" })]);
  });

  it("takes a JSON patch", () => {
    const patch: Said = { verb: "patch", at: 1, level, request: [{ op: "replace", path: "/spec/http/0/timeout", value: "3s" }] };
    expect(timelineOf(created, patch).changes[1]?.change.fields).toEqual([expect.objectContaining({ before: "1s", after: "3s" })]);
  });

  it("takes a JSON patch that replaces what the server had filled in", () => {
    const patch: Said = {
      verb: "patch",
      at: 1,
      level,
      request: [{ op: "replace", path: "/metadata/annotations", value: { revision: "2" } }],
    };
    expect(timelineOf(created, patch).changes[1]?.change.fields?.map(({ path }) => path)).toEqual(["metadata.annotations"]);
  });

  it("takes no harm from a patch of managedFields alone, as kubectl sends it around a server-side apply", () => {
    const managed: Said = {
      verb: "patch",
      at: 1,
      level,
      request: [
        { op: "replace", path: "/metadata/managedFields", value: [] },
        { op: "replace", path: "/metadata/resourceVersion", value: "7" },
      ],
    };
    const patch: Said = { verb: "patch", at: 2, level, request: [{ op: "replace", path: "/spec/http/0/timeout", value: "3s" }] };
    expect(timelineOf(created, managed, patch).changes[1]?.change.fields).toEqual([expect.objectContaining({ before: "1s", after: "3s" })]);
    expect(attemptsOf(managed)).toEqual(["patch noop: asked for no change"]);
  });

  it("takes a strategic merge patch of a built-in kind, whose lists merge by name", () => {
    const deployment = { group: "apps", resource: "deployments", namespace: "bookinfo", name: "reviews" };
    const container = (name: string, image: string): JsonObject => ({ name, image });
    const containers = (...list: JsonObject[]): JsonObject => ({ template: { spec: { containers: list } } });
    const [timeline] = buildTimelines(
      [
        eventOf({
          ...created,
          ...deployment,
          request: {
            apiVersion: "apps/v1",
            kind: "Deployment",
            metadata: { name: "reviews" },
            spec: containers(container("app", "a:1"), container("proxy", "p:1")),
          },
        }),
        eventOf({
          verb: "patch",
          at: 1,
          level,
          ...deployment,
          request: {
            spec: {
              template: {
                spec: { containers: [container("app", "a:2")], "$setElementOrder/containers": [{ name: "app" }, { name: "proxy" }] },
              },
            },
          },
        }),
      ],
      [deployment],
      { mesh: null, trustedProxies: [] },
    );
    expect(timeline?.changes[1]?.change.fields).toEqual([expect.objectContaining({ op: "changed", before: "a:1", after: "a:2" })]);
  });

  it("is a change of unknown contents when the state it was applied to is not known", () => {
    const merged: Said = { verb: "patch", at: 1, level, request: { spec: { http: [] } } };
    expect(timelineOf(merged).changes[0]?.change).toMatchObject({
      fields: null,
      after: null,
      previous: "unknown",
      evidence: "approximate",
    });
  });
});

describe("deletion", () => {
  const created: Said = { verb: "create", at: 0, response: virtualService(1, hosts("reviews"), { generation: 1 }) };
  const held = {
    generation: 2,
    finalizers: ["example.com/hold"],
    deletionTimestamp: "2026-11-24T12:00:01Z",
    deletionGracePeriodSeconds: 0,
  };

  it("ends a life; the same name begins another", () => {
    const timeline = timelineOf(
      created,
      { verb: "delete", at: 1, response: goneStatus() },
      { verb: "create", at: 2, response: virtualService(5, hosts("reviews"), { uid: "uid-2" }) },
    );
    expect(timeline.incarnations.map(({ uid, changes }) => [uid, changes.length])).toEqual([
      ["uid-1", 2],
      ["uid-2", 1],
    ]);
  });

  it("waits for the last finalizer: dated by the write that takes it, asked for by who sent the delete", () => {
    const asked: Said = { verb: "delete", at: 1, user: "carol@example.com", response: virtualService(3, hosts("reviews"), held) };
    const released: Said = {
      verb: "patch",
      at: 5,
      request: { metadata: { finalizers: null } },
      response: virtualService(3, hosts("reviews"), { ...held, finalizers: [] }),
    };
    const { changes, attempts } = timelineOf(created, asked, released);
    expect(changes.map(({ change }) => [change.operation, change.actor.user, change.time])).toEqual([
      ["created", "alice@example.com", expect.any(String)],
      ["deleted", "alice@example.com", "2026-11-24T12:00:05.010000Z"],
    ]);
    expect(changes[1]?.effect.heldDelete?.event.user.username).toBe("carol@example.com");
    expect(attempts[0]?.attempt.reason).toBe("deletion asked for; held by finalizer example.com/hold");
  });

  it("by deletecollection takes the objects in its response, but not those a finalizer holds", () => {
    const sweep = (metadata: JsonObject): Said => ({
      verb: "deletecollection",
      at: 1,
      response: { kind: "VirtualServiceList", items: [virtualService(1, hosts("reviews"), metadata)] },
    });
    expect(changesOf(created, sweep({ generation: 1 }))).toEqual([
      "created by alice@example.com, exact",
      "deleted by alice@example.com, exact",
    ]);
    expect(changesOf(created, sweep({ generation: 1, finalizers: ["example.com/hold"] }))).toHaveLength(1);
  });

  it("of what a sweep left marked is no gap, though its generation was counted up", () => {
    const sweep: Said = {
      verb: "deletecollection",
      at: 1,
      response: {
        kind: "VirtualServiceList",
        items: [virtualService(1, hosts("reviews"), { generation: 1, finalizers: ["example.com/hold"] })],
      },
    };
    const released: Said = {
      verb: "patch",
      at: 5,
      request: { metadata: { finalizers: null } },
      response: virtualService(3, hosts("reviews"), { ...held, finalizers: [] }),
    };
    const { gaps, changes } = timelineOf(
      { ...created, response: virtualService(1, hosts("reviews"), { generation: 1, finalizers: ["example.com/hold"] }) },
      sweep,
      released,
    );
    expect([gaps, changes.map(({ change }) => change.operation)]).toEqual([[], ["created", "deleted"]]);
  });

  it("by a deletecollection without logged items takes what was there, unless its selector leaves it out", () => {
    const sweep: Said = { verb: "deletecollection", at: 1, level: "Request" };
    expect(changesOf(created, sweep)).toEqual(["created by alice@example.com, exact", "deleted by alice@example.com, approximate"]);
    expect(changesOf(created, { ...sweep, query: "labelSelector=app%3Dratings" })).toHaveLength(1);
  });

  it("is a dry run at Metadata level when the object answers afterwards", () => {
    const bare = { level: "Metadata" as const };
    const asked: Said = { verb: "delete", at: 1, ...bare };
    const event = { ...eventOf(asked), responseStatus: { code: 200, status: "Success", details: { name: "reviews", uid: "uid-1" } } };
    const told = (...after: Said[]): string[] => {
      const [timeline] = buildTimelines([eventOf({ verb: "create", at: 0, ...bare }), event, ...after.map(eventOf)], [pattern], {
        mesh: null,
        trustedProxies: [],
      });
      return (timeline?.changes ?? []).map(({ change }) => change.operation);
    };
    expect(told()).toEqual(["created", "deleted"]);
    expect(told({ verb: "patch", at: 2, ...bare })).toEqual(["created", "updated"]);
    expect(told({ verb: "create", at: 2, ...bare })).toEqual(["created", "deleted", "created"]);
  });
});

describe("stages", () => {
  it("of one request fold into one; another request with its auditID does not", () => {
    const done = eventOf({ verb: "create", at: 0, auditID: "chosen", response: virtualService(1, hosts("reviews")) });
    const begun = {
      ...done,
      stage: "RequestReceived" as const,
      responseObject: undefined,
      responseStatus: undefined,
    } as unknown as typeof done;
    const gone = eventOf({ verb: "delete", at: 3, auditID: "chosen", response: goneStatus() });
    const [timeline] = buildTimelines([done, begun, gone], [pattern], { mesh: null, trustedProxies: [] });
    expect(timeline?.changes.map(({ change }) => change.operation)).toEqual(["created", "deleted"]);
  });
});

import { describe, expect, it } from "vitest";
import type { AuditEvent } from "../model/audit-event.ts";
import type { JsonValue } from "../model/json.ts";
import { eventOf, virtualService } from "../testing/events.ts";
import { realLines } from "../testing/real-log.ts";
import { decodeLine } from "./decode-line.ts";
import { redactEvent } from "./redact.ts";

const key = Buffer.from("a key of this run");
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";
const hidden = /^redacted:[0-9a-f]{12}$/;
const secret = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "db" },
  data: { password: "aHVudGVyMg==" },
  stringData: { user: "hunter2" },
  type: "Opaque",
};
const copyOf = (object: unknown): JsonValue => ({ annotations: { [lastApplied]: JSON.stringify(object) } });

const onSecret = (said: { request?: JsonValue; response?: JsonValue }): AuditEvent =>
  redactEvent(eventOf({ verb: "patch", at: 1, group: "", resource: "secrets", name: "db", ...said }), key);

describe("a Secret", () => {
  it("keeps its keys and loses its values, in requests and responses", () => {
    const event = onSecret({ request: secret, response: secret });
    for (const body of [event.requestObject, event.responseObject]) {
      expect(body).toMatchObject({
        type: "Opaque",
        data: { password: expect.stringMatching(hidden) },
        stringData: { user: expect.stringMatching(hidden) },
      });
    }
  });

  it("still shows that a value changed, and never the value: the hash needs the key", () => {
    const hash = (password: string, under = key): unknown =>
      (
        redactEvent(eventOf({ verb: "update", at: 1, group: "", resource: "secrets", request: { ...secret, data: { password } } }), under)
          .requestObject as typeof secret
      ).data.password;
    expect(hash("a")).toBe(hash("a"));
    expect(hash("a")).not.toBe(hash("b"));
    expect(hash("a")).not.toBe(hash("a", Buffer.from("another run")));
  });

  const text = "hunter2|aHVudGVyMg";
  it.each<[string, AuditEvent]>([
    [
      "in a list, whose items have no kind",
      onSecret({ response: { kind: "SecretList", apiVersion: "v1", items: [{ metadata: {}, data: secret.data }] } }),
    ],
    [
      "in a List of any kinds, in a request on anything",
      redactEvent(eventOf({ verb: "create", at: 1, request: { kind: "List", items: [secret, virtualService(1, {})] } }), key),
    ],
    ["inside another object", redactEvent(eventOf({ verb: "create", at: 1, request: virtualService(1, { template: [secret] }) }), key)],
    ["in its last-applied copy", onSecret({ request: { ...secret, data: {}, stringData: {}, metadata: copyOf(secret) } })],
    [
      "in the last-applied copy of a row of a table",
      onSecret({
        response: { kind: "Table", rows: [{ cells: ["db"], object: { kind: "PartialObjectMetadata", metadata: copyOf(secret) } }] },
      }),
    ],
    [
      "in a copy within a copy",
      onSecret({ request: { metadata: copyOf({ ...secret, data: {}, stringData: {}, metadata: copyOf(secret) }) } }),
    ],
    [
      "in a copy that is cut short",
      onSecret({ request: { metadata: { annotations: { [lastApplied]: JSON.stringify(secret).slice(0, -5) } } } }),
    ],
    [
      "in a copy that nests too deep to be read",
      onSecret({ request: { metadata: copyOf({ ...secret, deep: JSON.parse(`${"[".repeat(200)}${"]".repeat(200)}`) }) } }),
    ],
    ["in a merge patch, which has no kind", onSecret({ request: { data: { password: "aHVudGVyMg==" }, metadata: copyOf(secret) } })],
    ["in a JSON patch of a value", onSecret({ request: [{ op: "replace", path: "/data/password", value: "aHVudGVyMg==" }] })],
    ["in a JSON patch of a test", onSecret({ request: [{ op: "test", path: "/stringData/a~1b", value: "hunter2" }] })],
    ["in a JSON patch of all data", onSecret({ request: [{ op: "add", path: "/data", value: secret.data }] })],
    ["in a JSON patch of the whole", onSecret({ request: [{ op: "replace", path: "", value: secret }] })],
    [
      "in a JSON patch of the copy",
      onSecret({
        request: [{ op: "add", path: `/metadata/annotations/${lastApplied.replace("/", "~1")}`, value: JSON.stringify(secret) }],
      }),
    ],
    [
      "in a JSON patch of all annotations",
      onSecret({ request: [{ op: "add", path: "/metadata/annotations", value: { [lastApplied]: JSON.stringify(secret) } }] }),
    ],
  ])("is hidden %s", (_, event) => {
    expect(JSON.stringify(event)).not.toMatch(new RegExp(text));
    expect(JSON.stringify(event)).toContain("redacted:");
  });

  it("in a merge patch keeps the null that takes a key away", () => {
    expect(onSecret({ request: { data: { password: null } } }).requestObject).toEqual({ data: { password: null } });
  });
});

describe("a token", () => {
  it.each<[string, AuditEvent]>([
    [
      "of a TokenRequest's answer",
      eventOf({
        verb: "create",
        at: 1,
        group: "",
        resource: "serviceaccounts",
        subresource: "token",
        response: { kind: "TokenRequest", spec: {}, status: { token: "hunter2", expirationTimestamp: "t" } },
      }),
    ],
    [
      "of a TokenReview's question",
      eventOf({
        verb: "create",
        at: 1,
        group: "authentication.k8s.io",
        resource: "tokenreviews",
        request: { kind: "TokenReview", spec: { token: "hunter2" } },
      }),
    ],
    ["in a URI's query", eventOf({ verb: "get", at: 1, query: "watch=1&access_token=hunter2&timeout=5s" })],
  ])("%s is hidden", (_, event) => {
    const redacted = JSON.stringify(redactEvent(event, key));
    expect(redacted).not.toContain("hunter2");
    expect(redacted).toMatch(/redacted:[0-9a-f]{12}/);
  });
});

describe("everything else", () => {
  it("is the very same event, copies of other objects in last-applied included", () => {
    const event = eventOf({
      verb: "update",
      at: 1,
      request: virtualService(1, {}, { annotations: { [lastApplied]: JSON.stringify(virtualService(0, {})) } }),
    });
    expect(redactEvent(event, key)).toBe(event);
  });

  it("keeps a __proto__ key as what it is", () => {
    const event = onSecret({ request: JSON.parse('{"__proto__":{"a":1},"data":{"__proto__":"hunter2"}}') });
    expect(JSON.stringify(event.requestObject)).toMatch(/^\{"__proto__":\{"a":1\},"data":\{"__proto__":"redacted:[0-9a-f]{12}"\}\}$/);
  });

  it("in a real log is untouched but for events on Secrets and tokens", () => {
    for (const line of realLines) {
      const event = decodeLine(line)[0]?.event;
      if (event && redactEvent(event, key) !== event) expect(event.objectRef?.resource).toMatch(/^(secrets|serviceaccounts|tokenreviews)$/);
    }
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AuditEvent } from "../model/audit-event.ts";
import type { JsonObject, JsonValue } from "../model/json.ts";
import { eventOf, virtualService } from "../testing/events.ts";
import { realLines } from "../testing/real-log.ts";
import { decodeLine } from "./decode-line.ts";
import { redactEvent, redactObject } from "./redact.ts";
import { redactionPath } from "./redaction-path.ts";

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

  it("is one where a Secret was asked for, whatever the body calls itself", () => {
    expect(JSON.stringify(onSecret({ request: { ...secret, kind: "Other" } }))).not.toMatch(/hunter2|aHVudGVyMg/);
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

const jwt = `eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiJtYWxsb3J5In0.c2lnbmF0dXJlLW9mLWl0`;
const pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAhunter2\n-----END RSA PRIVATE KEY-----";

describe("what looks like a secret in a last-applied copy", () => {
  const inCopy = (object: JsonObject): string => {
    const event = eventOf({ verb: "patch", at: 1, request: { metadata: copyOf(object) } });
    const redacted = redactEvent(event, key);
    expect(redactEvent(redacted, key) === redacted).toBe(true);
    return (redacted.requestObject as { metadata: { annotations: { [lastApplied]: string } } }).metadata.annotations[lastApplied];
  };

  it.each<[string, JsonObject]>([
    ["a JSON web token, in the middle of a text", { args: [`--auth=${jwt},x`] }],
    ["a bearer token", { headers: { "x-forwarded": "Bearer hunter2hunter2" } }],
    ["basic credentials", { value: `Basic ${Buffer.from("admin:hunter2").toString("base64")}` }],
    ["a private key", { data: { "tls.key": `${pem}\n` } }],
    ["a private key that is cut short", { data: { "tls.key": pem.slice(0, 50) } }],
    ["a password in a URL", { env: [{ name: "DSN", value: "postgres://shop:hunter2@db:5432/shop?sslmode=off" }] }],
    ["an argument", { args: ["--db-password=hunter2", "--v=2"] }],
    ["a line of a file", { data: { "app.yaml": "user: shop\npassword: 'hunter2 and more'\n" } }],
    ["JSON in a text", { config: '{"apiKey": "hun\\"ter2"}' }],
    ["a vendor's token", { note: "ghp_hunter2hunter2hunter2hunter2" }],
    ["a string by its key", { spec: { oauth: { clientSecret: "hunter2", DB_PASSWORD: "hunter2", "example.com/api-key": "hunter2" } } }],
    ["a string by its entry's name", { env: [{ name: "SMTP_PASSWORD", value: "hunter2" }] }],
    ["a string whose key is escaped", JSON.parse('{"passw\\u006frd":"hunter2"}') as JsonObject],
  ])("is hidden: %s", (_, object) => {
    const copy = inCopy(object);
    expect(copy).not.toMatch(/hunter2|aHVudGVyMg|aHVu|eyJhbG|MIIEp|ter2/);
    expect(copy).toMatch(/redacted:[0-9a-f]{12}/);
  });

  it.each<[string, JsonObject]>([
    [
      "the name of a Secret",
      { spec: { secretName: "db", tls: { credentialName: "shop-cert" }, volumes: [{ secret: { secretName: "db" } }] } },
    ],
    [
      "a reference",
      { args: ["--password=$(DB_PASSWORD)"], env: [{ name: "TOKEN", valueFrom: { secretKeyRef: { name: "a", key: "b" } } }] },
    ],
    ["prose", { description: "Basic authentication or a Bearer credential; see https://example.com/@shop" }],
    ["a match of a header", { headers: { cookie: { regex: "^(.*?;)?(user=alice)(;.*)?$" } }, automountServiceAccountToken: false }],
    ["an empty string", { password: "" }],
  ])("is not %s", (_, object) => {
    expect(inCopy(object)).toBe(JSON.stringify(object));
  });

  it("stays in the object itself: there it is a value whose change is to be seen", () => {
    const event = eventOf({ verb: "update", at: 1, request: virtualService(1, { password: "hunter2" }) });
    expect(redactEvent(event, key)).toBe(event);
  });

  it("is hidden in a JSON patch of the copy, of any kind", () => {
    const path = `/metadata/annotations/${lastApplied.replace("/", "~1")}`;
    const event = eventOf({ verb: "patch", at: 1, request: [{ op: "replace", path, value: '{"password":"hunter2"}' }] });
    expect(JSON.stringify(redactEvent(event, key))).not.toContain("hunter2");
  });

  it("takes a copy along whole that cannot be read", () => {
    const event = eventOf({ verb: "patch", at: 1, request: { metadata: { annotations: { [lastApplied]: '{"password":"hunter2"' } } } });
    expect(JSON.stringify(redactEvent(event, key))).not.toContain("hunter2");
  });

  it("is looked for in time that grows with the text alone", () => {
    const pieces = [
      "eyJ-",
      "eyJ.",
      "Bearer ",
      "Basic a",
      "-----BEGIN PRIVATE KEY",
      "-----BEGIN PRIVATE KEY-----",
      "://a:",
      "://a:b@",
      'password="',
      "password: ",
      "secret",
      "a",
      '\\"',
    ];
    const hostile = pieces.flatMap((piece) => ["", 'password="', "eyJ", "Bearer "].map((start) => ({ piece, start })));
    const began = performance.now();
    for (const { piece, start } of hostile) inCopy({ text: start + piece.repeat(Math.floor(20_000 / piece.length)) });
    for (const length of [261_000, 10_000_000]) inCopy({ text: `password="${"a".repeat(length)}`, more: "token=x,".repeat(length / 50) });
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe("further paths", () => {
  const more = [
    "ConfigMap:data",
    "*:spec.token",
    'VirtualService:metadata.annotations["example.com/note"]',
    "Deployment:spec.template.spec.containers.*.value",
  ].map(redactionPath);
  const redacted = (said: Parameters<typeof eventOf>[0]): unknown => {
    const event = redactEvent(eventOf(said), key, more);
    expect(redactEvent(event, key, more)).toBe(event);
    return event.requestObject;
  };
  const asHidden = expect.stringMatching(hidden);

  it("are redacted in objects of their kind, lists passed through", () => {
    const config = { kind: "ConfigMap", metadata: { name: "a" }, data: { x: "hunter2", n: 7 } };
    expect(redacted({ verb: "create", at: 1, group: "", resource: "configmaps", request: config })).toEqual({
      ...config,
      data: { x: asHidden, n: asHidden },
    });
    const containers = [{ name: "a", env: [{ name: "A", value: "hunter2" }] }];
    expect(
      redacted({
        verb: "create",
        at: 1,
        request: { kind: "List", items: [{ kind: "Deployment", spec: { template: { spec: { containers } } } }] },
      }),
    ).toEqual({
      kind: "List",
      items: [{ kind: "Deployment", spec: { template: { spec: { containers: [{ name: "a", env: [{ name: "A", value: asHidden }] }] } } } }],
    });
  });

  it("are redacted in patches, which have no kind", () => {
    const onConfig = { verb: "patch", at: 1, group: "", resource: "configmaps" };
    expect(redacted({ ...onConfig, request: { data: { x: "hunter2" } } })).toEqual({ data: { x: asHidden } });
    expect(redacted({ ...onConfig, request: [{ op: "add", path: "/data/x", value: "hunter2" }] })).toEqual([
      { op: "add", path: "/data/x", value: asHidden },
    ]);
    const path = "/spec/template/spec/containers/0/env/3/value";
    expect(
      redacted({ verb: "patch", at: 1, group: "apps", resource: "deployments", request: [{ op: "add", path, value: "hunter2" }] }),
    ).toEqual([{ op: "add", path, value: asHidden }]);
    const note = { metadata: { annotations: { "example.com/note": "hunter2", other: "kept" } } };
    expect(redacted({ verb: "patch", at: 1, request: note })).toEqual({
      metadata: { annotations: { "example.com/note": asHidden, other: "kept" } },
    });
  });

  it("are redacted in every kind where they are said of every kind, in copies too", () => {
    const object = { kind: "Thing", spec: { token: { a: ["hunter2"] } } };
    expect(JSON.stringify(redacted({ verb: "create", at: 1, request: { ...object, metadata: copyOf(object) } }))).not.toContain("hunter2");
    expect(redacted({ verb: "patch", at: 1, resource: "things", request: { spec: { token: "hunter2" } } })).toEqual({
      spec: { token: asHidden },
    });
  });

  it("leave other kinds alone", () => {
    const config = { kind: "Other", data: { x: "a" } };
    expect(redacted({ verb: "create", at: 1, resource: "others", request: config })).toEqual(config);
  });

  it("are read from KIND:PATH", () => {
    expect(more[2]).toEqual({ kind: "VirtualService", path: ["metadata", "annotations", "example.com/note"] });
    expect(redactionPath('ConfigMap:data["app.yaml"].x').path).toEqual(["data", "app.yaml", "x"]);
  });

  it.each([
    ["data", "does not begin with a kind"],
    ["configmaps:data", "does not begin with a kind"],
    ["ConfigMap:", "has no path"],
    ["ConfigMap:data..x", 'no key at "..x"'],
    ["ConfigMap:.data", "no key"],
    ["Deployment:spec.containers[0].env", "lists have no index here"],
    ["*:metadata.name", "told by what stands there"],
    ["*:*", "told by what stands there"],
    ["ConfigMap:kind", "told by what stands there"],
  ])("%s is refused: %s", (text, why) => {
    expect(() => redactionPath(text)).toThrow(expect.objectContaining({ code: "argument-invalid", message: expect.stringContaining(why) }));
  });

  it("find their way through any patch in reasonable time", () => {
    const path = "/0".repeat(50_000);
    const star = [redactionPath("*:spec.*.*.*.*.*.x")];
    const event = eventOf({ verb: "patch", at: 1, resource: "things", request: [{ op: "add", path: `/spec${path}`, value: "v" }] });
    expect(redactEvent(event, key, star)).toBe(event);
  });
});

describe("redacting again", () => {
  it("changes nothing, whatever the event", () => {
    const word = fc.constantFrom(
      "kind",
      "data",
      "items",
      "metadata",
      "annotations",
      lastApplied,
      "spec",
      "token",
      "status",
      "password",
      "path",
      "value",
      "op",
    );
    const text = fc.oneof(
      fc.constantFrom(
        "Secret",
        "SecretList",
        "TokenReview",
        "Table",
        jwt,
        pem,
        "password=x",
        "/data/a",
        '{"kind":"Secret","data":{"a":"b"}}',
      ),
      fc.string(),
    );
    const body = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        text,
        fc.constantFrom<JsonValue>(null, 1, true),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(word, tie("value"), { maxKeys: 4 }) as fc.Arbitrary<JsonValue>,
      ),
    })).value;
    const paths = [[], [redactionPath("*:spec")], [redactionPath("Table:value.data")]];
    fc.assert(
      fc.property(body, fc.constantFrom("secrets", "things", "tables"), fc.constantFrom(...paths), (request, resource, more) => {
        const once = redactEvent(
          eventOf({ verb: "patch", at: 1, group: "", resource, request, response: request, query: `token=${jwt}` }),
          key,
          more,
        );
        expect(redactEvent(once, key, more)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps what the live cluster says comparable to what the log says", () => {
    expect(redactObject(redactObject(secret, key), key)).toEqual(onSecret({ request: secret }).requestObject);
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

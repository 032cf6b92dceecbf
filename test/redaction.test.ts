import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession, openSources, ownAt, type JsonObject, type ObjectHistory, type ObjectQuery, type Session } from "@meshaudit/core";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "meshaudit-redaction-"));
afterAll(() => rmSync(folder, { recursive: true }));

const secrets = ["czNjcjN0LW9uZQ==", "czNjcjN0LXR3bw==", "s3cr3t-plain", "eyJhbGciOiJSUzI1NiJ9.t0k3n.signature"];

const applied = (data: JsonObject): string => JSON.stringify({ apiVersion: "v1", kind: "Secret", metadata: { name: "login" }, data });

const secret = (version: number, data: JsonObject): JsonObject => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: {
    name: "login",
    namespace: "shop",
    uid: "u1",
    resourceVersion: String(version),
    annotations: { "kubectl.kubernetes.io/last-applied-configuration": applied(data) },
  },
  data,
});

const line = (verb: string, second: number, event: JsonObject, subresource?: string): string =>
  JSON.stringify({
    kind: "Event",
    apiVersion: "audit.k8s.io/v1",
    level: "RequestResponse",
    auditID: `id-${second}`,
    stage: "ResponseComplete",
    requestURI: `/api/v1/namespaces/shop/secrets/login`,
    verb,
    user: { username: "alice@example.com" },
    sourceIPs: ["192.0.2.1"],
    userAgent: "kubectl/v1.37.2",
    objectRef: {
      resource: subresource ? "serviceaccounts" : "secrets",
      namespace: "shop",
      name: "login",
      apiVersion: "v1",
      ...(subresource ? { subresource } : {}),
    },
    responseStatus: { code: verb === "create" ? 201 : 200 },
    requestReceivedTimestamp: `2026-11-24T12:00:0${second}.000000Z`,
    stageTimestamp: `2026-11-24T12:00:0${second}.001000Z`,
    ...event,
  });

const [one = "", two = "", plain = "", token = ""] = secrets;
const log = join(folder, "audit.log");
writeFileSync(
  log,
  [
    line("create", 1, {
      requestObject: { ...secret(1, { password: one }), stringData: { extra: plain } },
      responseObject: secret(1, { password: one }),
    }),
    line("patch", 2, { requestObject: { data: { password: two } }, responseObject: secret(2, { password: two }) }),
    line("patch", 3, { level: "Request", requestObject: [{ op: "replace", path: "/data/password", value: one }] }),
    line("list", 4, { responseObject: { kind: "SecretList", apiVersion: "v1", items: [secret(3, { password: one })] } }),
    line(
      "create",
      5,
      {
        requestObject: { kind: "TokenRequest", spec: {} },
        responseObject: { kind: "TokenRequest", apiVersion: "authentication.k8s.io/v1", status: { token } },
      },
      "token",
    ),
    "",
  ].join("\n"),
);

const query: ObjectQuery = {
  patterns: [{ group: "", resource: "secrets", namespace: "shop", name: "login" }],
  labels: null,
  from: null,
  to: null,
  by: null,
  attempts: true,
};
const at = Date.parse("2026-11-24T12:00:02.5Z");

const open = async (): Promise<Session> =>
  openSession({
    sources: await openSources([log], { stdin: null, cwd: "/" }),
    mesh: null,
    trustedProxies: [],
    live: null,
    reading: { redactionKey: new Uint8Array(32).fill(7), worker: null, threads: 1 },
  });

describe("what a Secret holds", async () => {
  const session = await open();

  it.each([
    ["history", () => session.history(query)],
    ["blame", () => session.blame(query, null)],
    ["diff", () => session.diff(query, { kind: "last" })],
    ["version", () => session.version(query, at)],
    ["what changed", () => session.whatChanged({ at, from: at - 60_000, to: at + 60_000, namespace: null, allKinds: true })],
    [
      "event",
      async () => [await session.event("id-1"), await session.event("id-2"), await session.event("id-3"), await session.event("id-5")],
    ],
  ])("is in no answer: %s", async (_, ask) => {
    const text = JSON.stringify(await ask());
    expect(text).toContain("redacted:");
    for (const value of secrets) expect(text).not.toContain(value);
  });

  it("is not restored: a manifest of hashes would do harm", async () => {
    await expect(session.restore(query, at)).rejects.toMatchObject({ code: "version-unavailable" });
  });

  it("shows that it changed, and that it was changed back", async () => {
    const { changes } = (await session.history(query)).result as ObjectHistory;
    const values = changes.map(({ fields }) => fields?.find(({ path }) => path === "data.password")?.after ?? null);
    const created = ownAt(changes[2]?.after, "data", "password");
    expect(values[1]).not.toBe(created);
    expect(values[0]).toBe(created);
  });
});

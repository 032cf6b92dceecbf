import * as fc from "fast-check";
import type { AuditEvent } from "../../model/audit-event.ts";

/** Text that is meant to break out of wherever it is put. */
const hostile = `'; DROP TABLE log; -- " \\ | * % _ <b>&amp;</b> =cmd()|' \u001b[31m \u{1f600}\n`;
const longest = "n".repeat(253);

const users = [
  "alice@example.com",
  "bob@example.com",
  "ci-deployer",
  "system:kube-scheduler",
  "system:serviceaccount:shop:web",
  "system:serviceaccount:istio-system:istiod",
  "system:anonymous",
  "",
  hostile,
];

const agents = [
  "kubectl/v1.37.2 (linux/amd64) kubernetes/$Format",
  "kubectl",
  "pilot-discovery/1.29.1 (linux/amd64) istio/9a2b1c3",
  "Helm/3.22",
  hostile,
  "",
];

const objects = [
  ["networking.istio.io", "virtualservices"],
  ["networking.istio.io", "gateways"],
  ["gateway.networking.k8s.io", "gateways"],
  ["security.istio.io", "authorizationpolicies"],
  ["", "configmaps"],
  ["apps", "deployments"],
] as const;

const verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];
const queries = ["", "?fieldManager=kubectl-edit", "?fieldManager=argocd-controller&force=true", "?%66orce=true", "?force="];
const begin = Date.parse("2026-11-24T10:00:00Z") * 1000;

/** Microseconds since the epoch as the API server writes them. */
const timeText = (at: number): string =>
  `${new Date(Math.floor(at / 1000)).toISOString().slice(0, -1)}${String(at % 1000).padStart(3, "0")}Z`;

const session = fc.constantFrom("exec", "attach", "portforward").map((subresource) => ({
  verbs: ["get", "create"],
  ref: { resource: "pods", namespace: "shop", name: "web-1", subresource },
}));

const plainObject = fc
  .record({
    object: fc.constantFrom(...objects),
    namespace: fc.constantFrom("shop", "payments", hostile, undefined),
    name: fc.constantFrom("reviews", "web", longest, hostile, "", undefined),
    subresource: fc.constantFrom(undefined, undefined, "status"),
  })
  .map(({ object: [apiGroup, resource], namespace, name, subresource }) => ({
    verbs,
    ref: {
      resource,
      ...(apiGroup === "" ? {} : { apiGroup }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(name === undefined ? {} : { name }),
      ...(subresource === undefined ? {} : { subresource }),
    },
  }));

const noObject = fc.constant({ verbs: ["get"], ref: null });

/** The events of one request: some of its stages, in any order. */
const request = fc
  .record({
    what: fc.oneof({ weight: 5, arbitrary: plainObject }, { weight: 2, arbitrary: session }, { weight: 1, arbitrary: noObject }),
    verb: fc.nat(),
    auditID: fc.integer({ min: 0, max: 400 }),
    user: fc.constantFrom(...users, undefined),
    impersonated: fc.option(fc.constantFrom("bob@example.com", "system:kube-scheduler", "", hostile), { freq: 6, nil: undefined }),
    agent: fc.constantFrom(...agents, undefined),
    query: fc.constantFrom(...queries),
    ips: fc.constantFrom(
      ["10.1.2.3"],
      ["203.0.113.7"],
      ["10.9.9.9", "8.8.8.8"],
      ["2001:4860:4860::8888"],
      ["::1"],
      [],
      ["no address"],
      undefined,
    ),
    code: fc.constantFrom(101, 200, 200, 201, 304, 400, 401, 403, 404, 409, 500, undefined),
    // Few times, so that many requests agree in them.
    at: fc.integer({ min: 0, max: 300 }).map((step) => begin + step * 47_123_457),
    takes: fc.integer({ min: 0, max: 3_000_000 }),
    stages: fc
      .subarray(["RequestReceived", "ResponseStarted", "ResponseComplete", "Panic"] as const, { minLength: 1 })
      .chain((some) => fc.shuffledSubarray(some, { minLength: some.length })),
    isDeprecated: fc.constantFrom(true, false, undefined),
  })
  .map(({ what, verb, auditID, user, impersonated, agent, query, ips, code, at, takes, stages, isDeprecated }): AuditEvent[] =>
    stages.map(
      (stage, index) =>
        ({
          kind: "Event",
          apiVersion: "audit.k8s.io/v1",
          level: "Metadata",
          auditID: `audit-${auditID}`,
          stage,
          requestURI:
            what.ref === null
              ? "/healthz"
              : `/api/v1/namespaces/x/${what.ref.resource}/y${"subresource" in what.ref && what.ref.subresource ? `/${what.ref.subresource}` : ""}${query}`,
          verb: what.verbs[verb % what.verbs.length] ?? "get",
          user: user === undefined ? {} : { username: user, groups: ["system:authenticated", ...(user.includes("@") ? ["people"] : [])] },
          ...(impersonated === undefined ? {} : { impersonatedUser: { username: impersonated } }),
          ...(ips === undefined ? {} : { sourceIPs: ips }),
          ...(agent === undefined ? {} : { userAgent: agent }),
          ...(what.ref === null ? {} : { objectRef: { apiVersion: "v1", ...what.ref } }),
          ...(code === undefined ? {} : { responseStatus: { code } }),
          ...(isDeprecated === undefined ? {} : { annotations: { "k8s.io/deprecated": String(isDeprecated), note: hostile } }),
          requestReceivedTimestamp: timeText(at),
          stageTimestamp: timeText(at + takes * (index + 1)),
        }) as unknown as AuditEvent,
    ),
  );

/** The events of many requests. */
export const randomEvents: fc.Arbitrary<AuditEvent[]> = fc
  .array(request, { minLength: 1, maxLength: 250, size: "max" })
  .map((requests) => requests.flat());

/** A filter's value, mostly none. */
const mostlyNone = <Value>(...values: Value[]): fc.Arbitrary<Value | null> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...values) });

/** Values that filters may have, also some that no event has. */
export const randomFilters = fc.record({
  from: mostlyNone(timeText(begin + 3_000_000_001)),
  to: mostlyNone(timeText(begin + 9_000_000_000)),
  namespace: mostlyNone("shop", hostile),
  by: mostlyNone("alice@example.com", "bob@example.com", hostile, "nobody"),
  kind: mostlyNone("VirtualService"),
  outcome: mostlyNone("succeeded" as const, "failed" as const, "denied" as const).map((outcome) => outcome ?? ("any" as const)),
  code: mostlyNone(404),
  network: mostlyNone("internet" as const, "intranet" as const),
  system: fc.boolean(),
});

import type { AuditEvent } from "../../packages/core/src/model/audit-event.ts";
import type { RandomNumbers } from "../bench/random.ts";

const day = 86_400_000;

/** How many days before now events are of: most of today, some so old that they are kept no longer soon. */
const ages = [0, 0, 0, 0, 1, 1, 2, 28, 29, 31];

/**
 * An event that no other is equal to, of the mesh or not, some with what the table's columns cannot hold.
 *
 * @param now ms since the epoch
 */
export const madeEvent = (number: number, now: number, random: RandomNumbers): AuditEvent => {
  const time = new Date(now - random.pick(ages) * day - random.below(1000)).toISOString().replace("Z", "000Z");
  const [apiGroup, resource] = random.pick([
    ["networking.istio.io", "virtualservices"],
    ["networking.istio.io", "destinationrules"],
    ["apps", "deployments"],
    ["coordination.k8s.io", "leases"],
  ] as const);
  const name = random.pick(["reviews", "ratings", "details"]);
  return {
    level: "RequestResponse",
    auditID: `event-${number}`,
    stage: "ResponseComplete",
    requestURI: `/apis/${apiGroup}/v1/namespaces/bookinfo/${resource}/${name}`,
    verb: random.pick(["update", "patch", "delete", "get"]),
    user: { username: random.pick(["alice@example.com", "bob@example.com"]), groups: ["mesh-admins"] },
    sourceIPs: ["192.0.2.7"],
    userAgent: "kubectl/v1.37.2",
    objectRef: { apiGroup, apiVersion: "v1", resource, namespace: "bookinfo", name },
    responseStatus: { code: 200 },
    responseObject: { metadata: { name, resourceVersion: String(number) }, spec: { text: random.hex(random.pick([1, 20, 2000])) } },
    requestReceivedTimestamp: time,
    stageTimestamp: time,
    ...(random.below(6) === 0 ? { annotations: { "meshaudit.example.com/odd": "\u0000 is no text of a column" } } : {}),
  };
};

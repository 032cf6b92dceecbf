import { gunzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, own, ownAt } from "@meshaudit/core";
import { scenarioFolder } from "./files.ts";

/** A real event of the bookshop's log: the answer to the creation of a VirtualService. */
const created: unknown = gunzipSync(readFileSync(join(scenarioFolder("bookshop"), "audit.log.gz")))
  .toString("utf8")
  .trimEnd()
  .split("\n")
  .map((line): unknown => JSON.parse(line))
  .find(
    (event) =>
      own(event, "verb") === "create" &&
      own(event, "stage") === "ResponseComplete" &&
      ownAt(event, "objectRef", "resource") === "virtualservices" &&
      ownAt(event, "responseStatus", "code") === 201,
  );

/** What is written into an event of a VirtualService that a test makes up. */
export interface MadeEvent {
  name: string;
  /** "create" unless said otherwise. */
  verb?: "create" | "update";
  user: string;
  userAgent?: string;
  /** In milliseconds since 1970. */
  time: number;
  /** Grows with each change of the object. */
  version: number;
  /** The spec after the change. */
  spec: unknown;
  annotations?: { [name: string]: string };
}

/** A line of an audit log: a VirtualService of the namespace bookinfo was created or replaced. */
export const eventLine = ({ name, verb = "create", user, userAgent, time, version, spec, annotations = {} }: MadeEvent): string => {
  const event = isObject(created) ? created : {};
  const stamp = `${new Date(time).toISOString().slice(0, -1)}000Z`;
  const object = {
    apiVersion: "networking.istio.io/v1",
    kind: "VirtualService",
    metadata: {
      name,
      namespace: "bookinfo",
      uid: `uid-of-${name}`,
      generation: version,
      resourceVersion: String(900_000 + version),
      creationTimestamp: "2026-01-01T00:00:00Z",
      annotations,
    },
    spec,
  };
  const objectRef = { resource: "virtualservices", namespace: "bookinfo", name, apiGroup: "networking.istio.io", apiVersion: "v1" };
  return `${JSON.stringify({
    ...event,
    auditID: `made-${name}-${version}`,
    verb,
    user: { username: user, groups: ["system:authenticated"] },
    userAgent: userAgent ?? own(event, "userAgent"),
    objectRef,
    requestURI: `/apis/networking.istio.io/v1/namespaces/bookinfo/virtualservices/${verb === "create" ? "" : encodeURIComponent(name)}`,
    responseStatus: { metadata: {}, code: verb === "create" ? 201 : 200 },
    requestObject: object,
    responseObject: object,
    requestReceivedTimestamp: stamp,
    stageTimestamp: stamp,
  })}\n`;
};

/** The spec of a VirtualService that splits the traffic of a host between v1 and v2. */
export const split = (host: string, v1: number): unknown => ({
  hosts: [host],
  http: [
    {
      name: "default",
      route: [
        { destination: { host, subset: "v1" }, weight: v1 },
        { destination: { host, subset: "v2" }, weight: 100 - v1 },
      ],
    },
  ],
});

/** The manifest of such a VirtualService. */
export const splitManifest = (name: string, host: string, v1: number): string => `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: ${name}
  namespace: bookinfo
spec:
  hosts: [${host}]
  http:
    - name: default
      route:
        - destination: { host: ${host}, subset: v1 }
          weight: ${v1}
        - destination: { host: ${host}, subset: v2 }
          weight: ${100 - v1}
`;

/** A log as the audit policy's level Metadata leaves it: no event holds an object. */
export const atLevelMetadata = (log: string): string =>
  log
    .trimEnd()
    .split("\n")
    .map((line) => {
      const { requestObject: _request, responseObject: _response, ...rest } = JSON.parse(line);
      return `${JSON.stringify({ ...rest, level: "Metadata" })}\n`;
    })
    .join("");

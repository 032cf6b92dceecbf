import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { AuditEvent } from "../../model/audit-event.ts";
import { isObject, ownAt, type JsonObject, type JsonValue } from "../../model/json.ts";
import { compareResourceVersions } from "../../model/resource-version.ts";
import { diffObjects } from "../diff/diff-objects.ts";
import { visiblePart } from "../diff/visible-part.ts";
import { applyJsonPatch } from "./json-patch.ts";
import { kindOfPatch } from "./kind-of-patch.ts";
import { applyMergePatch } from "./merge-patch.ts";
import { applyServerSide } from "./server-side.ts";
import { applyStrategicPatch } from "./strategic-patch.ts";

const whole = { apiVersion: "networking.istio.io/v1", kind: "VirtualService" };
const uri = (query: string, root = "/apis/networking.istio.io/v1"): string => `${root}/namespaces/a/things/b?${query}`;

describe("the kind of a patch", () => {
  it.each<[string, JsonValue, string, string]>([
    ["a list", [], uri("fieldManager=kubectl-patch"), "json"],
    ["an object", { spec: {} }, uri("fieldManager=kubectl-patch"), "merge"],
    ["an object with force", { spec: {} }, uri("fieldManager=x&force=false"), "apply"],
    ["a whole object of a field manager", whole, uri("fieldManager=istiod"), "apply"],
    ["a whole object of kubectl's server-side apply", whole, uri("fieldManager=kubectl"), "apply"],
    ["a whole object without a field manager", whole, uri("timeout=5s"), "merge"],
    ["a whole object that kubectl patch sent", whole, uri("fieldManager=kubectl-patch"), "merge"],
    ["an object to a kind of the core", { spec: {} }, uri("", "/api/v1"), "strategic"],
    ["an object to a built-in kind", { spec: {} }, uri("", "/apis/apps/v1"), "strategic"],
    ["nothing", null, "", "merge"],
  ])("%s", (_, body, requestURI, kind) => {
    expect(kindOfPatch(body, requestURI)).toBe(kind);
  });
});

const patched = (target: JsonObject, { requestObject: body = null, requestURI, objectRef }: AuditEvent): JsonValue => {
  const [group, resource] = [objectRef?.apiGroup ?? "", objectRef?.resource ?? ""];
  const kind = kindOfPatch(body, requestURI);
  if (Array.isArray(body)) return applyJsonPatch(target, body);
  if (!isObject(body)) return null;
  if (kind === "apply") return applyServerSide(target, body, group, resource);
  return kind === "strategic" ? applyStrategicPatch(target, body, group, resource) : applyMergePatch(target, body);
};

describe("the patches of a real log", () => {
  const log = resolve(import.meta.dirname, "../../../../../test/scenarios/bookshop/audit.log.gz");
  const events = gunzipSync(readFileSync(log))
    .toString()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as AuditEvent);
  const versionOf = (event: AuditEvent): string => String(ownAt(event.responseObject, "metadata", "resourceVersion") ?? "");
  const writes = events
    .filter(({ stage, verb, objectRef, responseStatus }) => {
      const written = stage === "ResponseComplete" && ["create", "update", "patch"].includes(verb) && (responseStatus?.code ?? 500) < 300;
      return written && objectRef?.subresource === undefined;
    })
    .filter((event) => isObject(event.responseObject) && versionOf(event) !== "" && !event.requestURI.includes("dryRun"))
    .sort((a, b) => compareResourceVersions(versionOf(a), versionOf(b)));

  it("lead to what the API server answered", () => {
    const states = new Map<JsonValue | undefined, JsonObject>();
    let checked = 0;
    for (const event of writes) {
      const answer = event.responseObject as JsonObject;
      const before = states.get(ownAt(answer, "metadata", "uid"));
      if (event.verb === "patch" && before !== undefined && event.requestObject !== undefined) {
        const after = patched(before, event);
        expect(isObject(after) ? diffObjects(visiblePart(answer), visiblePart(after), "", "") : null).toEqual([]);
        checked++;
      }
      states.set(ownAt(answer, "metadata", "uid") ?? "", answer);
    }
    expect(checked).toBeGreaterThan(20);
  });
});

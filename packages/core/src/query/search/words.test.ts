import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLogDatabase, type LogDatabase } from "../testing/log-database.ts";

const event = (user: string, requestObject: unknown, index: number) => ({
  level: "Request",
  auditID: String(index),
  stage: "ResponseComplete",
  verb: "create",
  requestURI: "/api/v1/namespaces/kube-system/pods?watch=true",
  user: { username: user },
  responseStatus: { code: 201 },
  requestObject,
  requestReceivedTimestamp: "2026-11-24T12:00:00.000000Z",
  stageTimestamp: `2026-11-24T12:00:0${index}.000000Z`,
});

const events = [
  event("system:node:node-1", { metadata: { labels: { "app.kubernetes.io/name": "Web" } } }, 0),
  event("oidc:Hana MÜLLER", { spec: { replicas: 3, note: 'line one\nline "two"\\three' } }, 1),
  event("alice@example.com", { spec: { replicas: 10, hosts: ["reviews"] } }, 2),
  { ...event("", null, 3), user: {} },
];

describe("a search finds", () => {
  let database: LogDatabase;
  beforeAll(async () => {
    database = await openLogDatabase(events);
  });
  afterAll(() => database.close());

  it.each([
    ["user.username: node", ["0"]],
    ["user.username: node-1", ["0"]],
    ["user.username: nod", []],
    ["user.username: nod*", ["0"]],
    ["user.username: *-1", ["0"]],
    ["user.username: n?de", ["0"]],
    ["user.username: system:node:node-1", ["0"]],
    ['user.username: #"node node-1"', ["0"]],
    ['user.username: #"node-1 node"', []],
    ["user.username: müller", ["1"]],
    ["user.username: hana", ["1"]],
    ["not user.username: node", ["1", "2", "3"]],
    ["user.username: *", ["0", "1", "2"]],
    ["not user.username: *", ["3"]],
    ["web", ["0"]],
    ["requestObject.metadata.labels.app.kubernetes.io/name: web", ["0"]],
    ["line and two and three", ["1"]],
    ["reviews", ["2"]],
    ["review", []],
    ["201", ["0", "1", "2", "3"]],
    ['"pods?watch=true" and alice', ["2"]],
    ["requestURI: pods?watch=true", ["0", "1", "2", "3"]],
    ["kube", []],
    ["requestObject.spec.replicas >= 3", ["1", "2"]],
    ["requestObject.spec.replicas in (3 *]", ["2"]],
    ["stageTimestamp > 2026-11-24T12:00:01Z", ["2", "3"]],
    ["__time__ in [1795521601 1795521602]", ["1", "2"]],
    ["__time__ = 1795521600", ["0"]],
    ["responseStatus.code: 201 and not (alice or hana)", ["0", "3"]],
    ["responseStatus.code: 2?1", ["0", "1", "2", "3"]],
  ])("%s", async (search, ids) => {
    const found = await database.ask(search);
    expect(found.map(({ auditID }) => auditID).toSorted()).toEqual(ids);
  });
});

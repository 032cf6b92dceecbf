import { describe, expect, it } from "vitest";
import type { Change, Risk } from "../model/change.ts";
import type { Candidate } from "./candidate.ts";
import { rankChanges } from "./rank-changes.ts";

const at = Date.parse("2026-11-24T12:00:00Z");
const window = { at, from: at - 300_000, to: at + 300_000 };

interface Said {
  /** Seconds before the moment. */
  before: number;
  name?: string;
  resource?: string;
  group?: string;
  namespace?: string;
  user?: string;
  type?: Change["actor"]["type"];
  command?: string;
  operation?: Change["operation"];
  risk?: Risk["level"];
  metadataOnly?: boolean;
  known?: boolean;
  spec?: Change["after"];
  usual?: number;
  id?: string;
}

const candidate = (said: Said): Candidate => {
  const { before, name = "reviews", user = "alice@example.com", operation = "updated", known = true } = said;
  return {
    object: {
      mesh: null,
      kind: null,
      group: said.group ?? "networking.istio.io",
      resource: said.resource ?? "virtualservices",
      namespace: said.namespace ?? "bookinfo",
      name,
    },
    usual: said.usual ?? 3,
    change: {
      id: said.id ?? `${name}${before}`,
      time: new Date(at - before * 1000).toISOString(),
      verb: "patch",
      operation,
      code: 200,
      actor: {
        user,
        groups: [],
        impersonatedBy: null,
        type: said.type ?? "person",
        client: { name: "kubectl", version: null, command: said.command ?? "patch" },
        ip: null,
      },
      previous: known ? "change" : "unknown",
      fields: known ? [] : null,
      after: operation === "deleted" || !known ? null : { spec: said.spec ?? {} },
      summary: "",
      risks: said.risk ? [{ rule: "r", level: said.risk, why: "of something" }] : [],
      evidence: known ? "exact" : "unavailable",
      metadataOnly: said.metadataOnly ?? false,
      uid: null,
      generation: null,
      resourceVersion: null,
      auditID: "",
      cause: null,
    },
  };
};

const order = (...said: Said[]): string[] => rankChanges(said.map(candidate), window).map(({ object }) => object.name);

describe("the likeliest of two changes", () => {
  it.each<[string, Said, Said]>([
    ["the nearer one", { before: 5 }, { before: 60 }],
    ["one before the moment, not after it", { before: 60 }, { before: -60 }],
    ["the riskier one", { before: 60, risk: "high" }, { before: 50, risk: "low" }],
    ["a risky one before a harmless one that is nearer", { before: 20, risk: "high" }, { before: 0.1, metadataOnly: true }],
    [
      "a plain one before a harmless one that is wide and rare",
      { before: 20, usual: 9 },
      { before: 1, usual: 1, metadataOnly: true, resource: "peerauthentications", group: "security.istio.io", namespace: "istio-system" },
    ],
    ["one that reaches a namespace", { before: 9, resource: "peerauthentications", group: "security.istio.io" }, { before: 9 }],
    [
      "one that reaches the mesh",
      { before: 9, resource: "peerauthentications", group: "security.istio.io", namespace: "istio-system" },
      { before: 9, resource: "peerauthentications", group: "security.istio.io" },
    ],
    ["the deletion of a namespace", { before: 9, resource: "namespaces", group: "", operation: "deleted" }, { before: 9 }],
    ["one of an object that seldom changes", { before: 9, usual: 1 }, { before: 9, usual: 20 }],
    ["a person's, not a reaction", { before: 30 }, { before: 20, user: "system:serviceaccount:kube-system:x", type: "system" }],
    ["one with unknown contents, not one by annotate", { before: 1, known: false }, { before: 0.5, known: false, command: "annotate" }],
  ])("is %s", (_what, likelier, other) => {
    // Were they equal, the smaller id would come first.
    expect(order({ ...other, name: "a" }, { ...likelier, name: "z" })).toEqual(["z", "a"]);
  });

  it("does not depend on whether a person or a deployer made it", () => {
    const [person, deployer] = rankChanges(
      [candidate({ before: 9, name: "a" }), candidate({ before: 9, name: "b", type: "deployer" })],
      window,
    );
    expect(person?.score).toBe(deployer?.score);
  });

  it("is not one that was overtaken, nor one of an object that came and went", () => {
    expect(order({ before: 6, name: "once" }, { before: 5, name: "again" }, { before: 4, name: "again" })).toEqual([
      "again",
      "once",
      "again",
    ]);
    expect(
      order(
        { before: 9, name: "brief", operation: "created" },
        { before: 5, name: "brief", operation: "deleted" },
        { before: 9, name: "stays" },
      ),
    ).toEqual(["stays", "brief", "brief"]);
  });
});

describe("a ranking", () => {
  it("says why", () => {
    const [first] = rankChanges([candidate({ before: 240, risk: "high", usual: 1 })], window);
    expect(first?.why).toEqual(["4 min before", "high risk: of something", "its only change in what was read"]);
  });

  it("has scores from 0 to 1, also at the edges of the window and beyond", () => {
    const all = rankChanges(
      [0, 300, -300, 9999, -9999].map((before) => candidate({ before, risk: "high", usual: 1 })),
      window,
    );
    for (const { score } of all) expect(score).toBeGreaterThanOrEqual(0);
    for (const { score } of all) expect(score).toBeLessThanOrEqual(1);
  });

  it("stands when the moment is the end of the window, or all there is of it", () => {
    expect(rankChanges([candidate({ before: 0 })], { at, from: at, to: at })[0]?.score).toBeGreaterThan(0);
  });

  it("does not depend on the order of the candidates; ties go to the later, then to the smaller id", () => {
    const said: Said[] = [
      { before: 9999, name: "c", id: "2" },
      { before: 9999, name: "b", id: "1" },
      { before: 400, name: "a", id: "3" },
    ];
    expect(order(...said)).toEqual(["a", "b", "c"]);
    expect(order(...said.toReversed())).toEqual(["a", "b", "c"]);
  });
});

import { describe, expect, it } from "vitest";
import { eventOf, virtualService, type Said } from "../testing/events.ts";
import { repeatedReads } from "./repeated-reads.ts";

/** As the API server orders an event's fields: the bodies before the times. */
function lineOf(said: Said): Buffer {
  const { requestReceivedTimestamp, stageTimestamp, ...event } = eventOf(said);
  return Buffer.from(
    JSON.stringify({
      kind: "Event",
      apiVersion: "audit.k8s.io/v1",
      ...event,
      requestReceivedTimestamp,
      stageTimestamp,
      annotations: { a: "b" },
    }),
  );
}

const answer = (version: number) => virtualService(version, {});

describe("a read of a log", () => {
  const repeats = (first: Said, second: Said): boolean | null => {
    const reads = repeatedReads();
    const mark = reads.markOf(lineOf(first));
    const again = reads.markOf(lineOf(second));
    if (mark !== null) reads.note(mark);
    return again === null ? null : reads.has(again);
  };
  const first: Said = { verb: "get", at: 1, response: answer(1) };

  it.each<[string, Said, boolean | null]>([
    ["repeats an earlier one that answered the same, whoever asked", { ...first, at: 2, user: "bob" }, true],
    ["repeats none that answered otherwise", { ...first, at: 2, response: answer(2) }, false],
    ["repeats none of another object", { ...first, at: 2, name: "ratings" }, false],
    ["repeats none that came later", { ...first, at: 0 }, false],
    ["is looked at when it was refused", { ...first, at: 2, code: 403 }, null],
    ["is looked at when it has no answer", { verb: "get", at: 2 }, null],
    ["is no write, even one that answers the same", { ...first, verb: "patch", at: 2 }, null],
  ])("%s", (_, second, expected) => {
    expect(repeats(first, second)).toBe(expected);
  });

  const items = [answer(1), answer(2)];
  it.each<[string, (version: string) => object]>([
    [
      "custom resources",
      (resourceVersion) => ({
        apiVersion: "networking.istio.io/v1",
        items,
        kind: "VirtualServiceList",
        metadata: { continue: "", resourceVersion },
      }),
    ],
    ["Kubernetes' own kinds", (resourceVersion) => ({ kind: "PodList", apiVersion: "v1", metadata: { resourceVersion }, items })],
    ["rows of a table", (resourceVersion) => ({ kind: "Table", apiVersion: "meta.k8s.io/v1", metadata: { resourceVersion }, rows: items })],
  ])("of a list repeats one with the same entries, whatever the list's own version: %s", (_, list) => {
    const said = (at: number, body: object): Said => ({ verb: "list", at, response: JSON.parse(JSON.stringify(body)) });
    expect(repeats(said(1, list("10")), said(2, list("11")))).toBe(true);
    expect(
      repeats(said(1, list("10")), said(2, { ...list("10"), [list("").hasOwnProperty("rows") ? "rows" : "items"]: [answer(1)] })),
    ).toBe(false);
  });

  it("of one object differs by its version, however little metadata it has", () => {
    const config = (resourceVersion: string): Said => ({
      verb: "get",
      at: Number(resourceVersion),
      response: { kind: "ConfigMap", apiVersion: "v1", metadata: { name: "a", resourceVersion }, data: {} },
    });
    expect(repeats(config("1"), config("2"))).toBe(false);
  });

  it("is looked at when its fields stand in another order", () => {
    expect(repeatedReads().markOf(Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(eventOf(first)).toReversed()))))).toBeNull();
  });
});

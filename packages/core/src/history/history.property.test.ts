import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeLine } from "../decode/decode-line.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import type { JsonObject } from "../model/json.ts";
import type { ObjectPattern } from "../model/object.ts";
import { eventOf, virtualService } from "../testing/events.ts";
import { blame } from "./blame.ts";
import { buildTimelines } from "./history.ts";

const log = gunzipSync(readFileSync(new URL("../../../../test/scenarios/bookshop/audit.log.gz", import.meta.url)));

const everyVirtualService: ObjectPattern = { group: "networking.istio.io", resource: "virtualservices", namespace: null, name: null };

const events: AuditEvent[] = log
  .toString("utf8")
  .split("\n")
  .filter((line) => line.includes("virtualservices"))
  .flatMap((line) => decodeLine(Buffer.from(line)).flatMap((piece) => (piece.event === null ? [] : [piece.event])));

/** All that an answer shows, as text. */
const told = (input: readonly AuditEvent[]): string =>
  JSON.stringify(
    buildTimelines(input, [everyVirtualService], { mesh: null, trustedProxies: [] }).map(
      ({ object, changes, attempts, gaps, incarnations }) => ({
        object,
        changes: changes.map(({ change }) => change),
        attempts: attempts.map(({ attempt }) => attempt),
        gaps,
        incarnations,
      }),
    ),
  );

describe("the histories of a real log", () => {
  const expected = told(events);

  it("are told", () => {
    expect(events.length).toBeGreaterThan(100);
    expect(expected.length).toBeGreaterThan(10_000);
  });

  it("do not depend on the order of the events, nor on some being there twice", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events), (shuffled, twice) => {
        expect(told([...shuffled, ...twice])).toBe(expected);
      }),
      { numRuns: 8 },
    );
  });
});

type Route = { name: string; timeout: string; hosts: string[] };

const route = fc.record({
  name: fc.constantFrom("a", "b", "c", "d", "e"),
  timeout: fc.constantFrom("1s", "2s", "3s"),
  hosts: fc.uniqueArray(fc.constantFrom("x", "y", "z"), { minLength: 1 }),
});
const state = fc.uniqueArray(route, { selector: ({ name }) => name, maxLength: 5 });

// The routes share nothing but timeouts: alike ones would be taken for one that was renamed.
const specOf = (routes: readonly Route[]): JsonObject => ({
  hosts: ["reviews"],
  http: routes.map(({ name, timeout, hosts }) => ({
    name,
    timeout,
    route: hosts.map((host) => ({ destination: { host: `${host}-${name}` } })),
  })),
});

/** The leaves of a state by what they are, wherever they stand. */
const leavesOf = (routes: readonly Route[]): Map<string, string> =>
  new Map(
    routes.flatMap(
      ({ name, timeout, hosts }) =>
        [
          [`http[name=${name}].name`, name],
          [`http[name=${name}].timeout`, timeout],
          ...hosts.map((host) => [`http[name=${name}].route[host=${host}-${name}].destination.host`, host] as const),
        ] as [string, string][],
    ),
  );

describe("blame", () => {
  it("names for each path the last change that set it, through insertions, removals and moves", () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 8 }), (states) => {
        const writes = states.map((routes, index) =>
          eventOf({
            verb: index === 0 ? "create" : "update",
            at: index,
            user: `user-${index}`,
            response: virtualService(index + 1, specOf(routes), { generation: index + 1 }),
          }),
        );
        const setBy = new Map<string, string>();
        states.forEach((routes, index) => {
          const before = index === 0 ? new Map<string, string>() : leavesOf(states[index - 1] ?? []);
          for (const [leaf, value] of leavesOf(routes)) if (before.get(leaf) !== value) setBy.set(leaf, `user-${index}`);
        });
        const [timeline] = buildTimelines(writes, [everyVirtualService], { mesh: null, trustedProxies: [] });
        const life = timeline?.lives.at(-1);
        const blamed = life === undefined ? [] : blame(life, everyVirtualService as { group: string; resource: string });
        for (const { key, effect } of blamed) {
          const leaf = key.replace(/^spec\./, "");
          if (leaf.startsWith("http[")) expect([leaf, effect?.request.event.user.username]).toEqual([leaf, setBy.get(leaf)]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

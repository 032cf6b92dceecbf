import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownAt, type JsonObject, type JsonValue } from "../../model/json.ts";
import { formatPath, parsePath } from "../../model/path.ts";
import { comparable } from "./comparable.ts";
import { compareManifest } from "./compare-manifest.ts";
import { leaves } from "./leaves.ts";
import { surelyEqual } from "./surely-equal.ts";

const optional = { requiredKeys: [] } satisfies { requiredKeys: [] };
const few = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(value, { maxLength: 4 });
const text = fc.constantFrom("v1", "v2", "a");
const field = fc.constantFrom("", "__proto__", "a.b", "name", "x-y");

const match = fc.record(
  { uri: fc.record({ prefix: text }), headers: fc.dictionary(field, fc.record({ exact: text }), { maxKeys: 2 }) },
  optional,
);
const destination = fc.record({ host: text, subset: text }, { requiredKeys: ["host"] });
const route = fc.record({ destination, weight: fc.nat(3) }, { requiredKeys: ["destination"] });
const http = fc.record({ name: text, match: few(match), route: few(route), timeout: fc.option(text) }, optional);
/** No rounded integers: they are equal to none, not even to themselves. */
const anything = fc.jsonValue({ maxDepth: 3 }).filter((value) => surelyEqual(value as JsonValue, value as JsonValue));
const spec = fc.record({ hosts: few(text), http: few(http), anything }, optional);
const virtualService = fc.record({ spec, metadata: fc.record({ name: text, labels: fc.dictionary(field, text, { maxKeys: 2 }) }) });

const rule = fc.record(
  {
    name: text,
    matches: few(
      fc.record(
        { path: fc.record({ type: fc.constantFrom("Exact", "PathPrefix"), value: fc.constantFrom("/", "/a") }, optional) },
        optional,
      ),
    ),
    backendRefs: few(fc.record({ name: text, kind: fc.constantFrom("Service", "X"), weight: fc.nat(2) }, { requiredKeys: ["name"] })),
  },
  optional,
);
const httpRoute = fc.record({
  spec: fc.record({ parentRefs: few(fc.record({ name: text, kind: text }, optional)), rules: few(rule) }, optional),
});

const kinds: [string, fc.Arbitrary<JsonObject>, { group: string; resource: string }][] = [
  ["VirtualService", virtualService as fc.Arbitrary<JsonObject>, { group: "networking.istio.io", resource: "virtualservices" }],
  ["HTTPRoute", httpRoute as fc.Arbitrary<JsonObject>, { group: "gateway.networking.k8s.io", resource: "httproutes" }],
];

const at = (value: JsonValue, path: string): unknown =>
  (parsePath(path) ?? []).reduce<unknown>(
    (inner, step) => (typeof step === "number" ? (inner as JsonValue[])[step] : ownAt(inner, step)),
    value,
  );

describe.each(kinds)("a %s's manifest", (_, object, kind) => {
  it("that is the audited state is the same everywhere", () => {
    fc.assert(
      fc.property(object, (state) => {
        const { fields, onlyThere } = compareManifest(structuredClone(state), state, kind);
        expect(fields.filter((one) => one.state !== "same" || one.audited !== one.path)).toEqual([]);
        expect(onlyThere).toEqual([]);
      }),
    );
  });

  it("has each of its leaves in the comparison, once", () => {
    fc.assert(
      fc.property(object, object, (manifest, audited) => {
        const { fields } = compareManifest(manifest, audited, kind);
        const shown = comparable(manifest);
        const expected = Object.keys(shown).length === 0 ? [] : leaves(shown).map(({ path, value }) => [formatPath(path), value]);
        expect(fields.map(({ path, here }) => [path, here])).toEqual(expected);
      }),
    );
  });

  it("is never the same as another value, and no two of its places are one there", () => {
    fc.assert(
      fc.property(object, object, (manifest, audited) => {
        const { fields } = compareManifest(manifest, audited, kind);
        const shown = comparable(audited);
        for (const one of fields) {
          if (one.audited === null) continue;
          expect(one.there).toEqual(at(shown, one.audited));
          // An empty object may stand for its defaults.
          if (one.state === "same" && JSON.stringify(one.here) !== "{}") expect(one.here).toEqual(one.there);
        }
        const places = fields.flatMap(({ audited: place }) => (place === null ? [] : [place]));
        expect(new Set(places).size).toBe(places.length);
      }),
    );
  });
});

describe("routes with names", () => {
  const named = fc.uniqueArray(fc.record({ name: fc.constantFrom("a", "b", "c", "d", "e", "f"), timeout: text, route: few(route) }), {
    selector: ({ name }) => name,
    maxLength: 5,
  });
  const kind = { group: "networking.istio.io", resource: "virtualservices" };

  it("keep their audited selves wherever they are moved and whatever is inserted", () => {
    fc.assert(
      fc.property(named, fc.nat(), fc.nat(), (routes, turn, place) => {
        const moved = routes.map((_, index) => routes[(index + turn) % routes.length] as (typeof routes)[number]);
        moved.splice(place % (routes.length + 1), 0, { name: "new", timeout: "v1", route: [] } as never);
        const manifest = { spec: { http: moved } } as unknown as JsonObject;
        const { fields, onlyThere } = compareManifest(manifest, { spec: { http: routes } } as unknown as JsonObject, kind);
        for (const { key, state, path, audited } of fields) {
          const name = (at(manifest, path.slice(0, path.indexOf("]") + 1)) as { name: string }).name;
          if (name === "new") expect([key, state]).toEqual([key, "only-here"]);
          else {
            const index = routes.findIndex((one) => one.name === name);
            expect([key, state, audited?.startsWith(`spec.http[${index}]`)]).toEqual([key, "same", true]);
          }
        }
        expect(onlyThere).toEqual([]);
      }),
    );
  });
});

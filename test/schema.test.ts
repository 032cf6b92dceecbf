import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openSession, openSources, type ObjectHistory, type ObjectQuery } from "@meshaudit/core";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const folder = path("../packages/core/schema/");

const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  formats: { "date-time": (text: string) => !Number.isNaN(Date.parse(text)) },
});
for (const name of readdirSync(folder)) ajv.addSchema(JSON.parse(readFileSync(folder + name, "utf8")) as object);

const errorsOf = (schema: string, result: unknown): unknown => {
  const validate = ajv.getSchema(`https://meshaudit.io/schema/v1/${schema}.schema.json`);
  if (validate === undefined) throw new Error(`no schema ${schema}`);
  return validate(JSON.parse(JSON.stringify(result))) ? [] : validate.errors;
};

const query = (name: string | null, namespace: string | null = "bookinfo"): ObjectQuery => ({
  patterns: [{ group: "networking.istio.io", resource: "virtualservices", namespace, name }],
  labels: null,
  from: null,
  to: null,
  by: null,
  attempts: true,
});

describe("the public result schema", async () => {
  const session = openSession({
    sources: await openSources([path("scenarios/bookshop/audit.log.gz")], { stdin: null, cwd: "/" }),
    mesh: null,
    trustedProxies: [],
    live: null,
    reading: { redactionKey: new Uint8Array(32), worker: null, threads: 1 },
  });
  const at = Date.parse("2026-11-24T12:19:22.822Z");

  it.each([
    ["object-history", () => session.history(query("reviews"))],
    ["object-history", () => session.history(query("never-there"))],
    ["object-history-list", () => session.histories(query(null, null))],
    ["object-blame", () => session.blame(query("details"), null)],
    ["object-diff", () => session.diff(query("reviews"), { kind: "last" })],
    ["change-states", () => session.states(query("reviews"), "~0")],
    ["change-states", () => session.states(query("checkout", "payments"), "~0")],
    ["deleted-objects", () => session.deleted(query(null, null))],
    ["object-version", () => session.version(query("reviews"), at)],
    ["object-version", () => session.restore(query("checkout", "payments"), null)],
    ["change-set", () => session.whatChanged({ at, from: at - 60_000, to: at, namespace: null, allKinds: true })],
  ])("%s holds for real answers", async (schema, ask) => {
    expect(errorsOf(schema, (await ask()).result)).toEqual([]);
  });

  it("misses no property: one that is left out is an error", async () => {
    const history = (await session.history(query("reviews"))).result as ObjectHistory;
    const { risks: _, ...change } = history.changes[0] ?? { risks: [] };
    expect(errorsOf("object-history", { ...history, changes: [change] })).toEqual([
      expect.objectContaining({ params: { missingProperty: "risks" } }),
    ]);
  });
});

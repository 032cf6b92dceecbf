import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openSession, openSources, resolveType, type ObjectHistory, type ObjectPattern, type ObjectQuery } from "@meshaudit/core";
import { describe, expect, it } from "vitest";
import { differences, type Truth } from "./truth.ts";

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const patternOf = (object: string): ObjectPattern => {
  const [type = "", namespace = "", name = ""] = object.split("/");
  const [kind] = resolveType(type);
  if (kind === undefined) throw new Error(`no such type: ${type}`);
  return { group: kind.group, resource: kind.resource, namespace, name };
};

const queryOf = (object: string): ObjectQuery => ({ patterns: [patternOf(object)], labels: null, from: null, to: null, by: null, attempts: true });

const units: { [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000 };

const lengthOf = (window: string): number => Number.parseInt(window, 10) * (units[window.slice(-1)] ?? Number.NaN);

describe("answers agree with what was really done", () => {
  it.each(["bookshop", "rollouts", "rollouts-request", "lives", "refusals-metadata"])("%s", async (name) => {
    const truth = JSON.parse(readFileSync(folder(`${name}/truth.json`), "utf8")) as Truth;
    const session = openSession({
      sources: await openSources([folder(`${name}/audit.log.gz`)], { stdin: null, cwd: "/" }),
      mesh: null,
      trustedProxies: [],
      live: null,
      reading: { redactionKey: new Uint8Array(32), worker: null, threads: 1 },
    });
    const differing = await differences(truth, {
      history: async (object) => (await session.history(queryOf(object))).result as ObjectHistory,
      blame: async (object, path) => (await session.blame(queryOf(object), path)).result,
      whatChanged: async (at, window) => {
        const moment = Date.parse(at);
        return (await session.whatChanged({ at: moment, from: moment - lengthOf(window), to: moment + lengthOf(window), namespace: null, allKinds: false })).result;
      },
    });
    expect(differing).toEqual([]);
  });
});

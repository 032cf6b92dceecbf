import type { ChangeSet, ObjectBlame, ObjectHistory, ObjectHistoryList } from "@meshaudit/core";
import { differences, type Truth } from "../../scenarios/truth.ts";
import { meshaudit, type Place } from "./meshaudit.ts";

/**
 * Asks the real command about everything that was done, and about everything that it knows.
 *
 * @param from the arguments that say where to answer from, such as `["--from", "audit.log"]`
 * @param since when what was done began, RFC 3339, if something was done before
 * @returns sentences about all in which the answers differ from the truth; [] when they agree
 */
export const checkTruth = async (truth: Truth, place: Place, from: readonly string[], since?: string): Promise<string[]> => {
  const ask = async <T>(args: readonly string[]): Promise<T> => {
    const { status, stdout, stderr } = await meshaudit(place, [...args, ...from, "-o", "json"]);
    if (status !== 0) throw new Error(`meshaudit ${args.join(" ")} failed (${status}): ${stderr}`);
    return JSON.parse(stdout) as T;
  };
  const differing = await differences(truth, {
    history: (object) => ask<ObjectHistory>(["who-changed", ...named(object), "--attempts", "--limit", "0"]),
    blame: (object, path) => ask<ObjectBlame>(["blame", ...named(object), "--path", path]),
    whatChanged: (at, window) => ask<ChangeSet>(["what-changed", "--at", at, "--window", window, "-A"]),
  });
  const all = await ask<ObjectHistoryList>(["who-changed", "-A", "--limit", "0", ...(since === undefined ? [] : ["--since", since])]);
  const known = new Set(truth.changes.map(({ object }) => object));
  const unexpected = all.items
    .filter(({ changes }) => changes.length > 0)
    .map(({ object: { resource, group, namespace, name } }) => `${resource}.${group}/${namespace}/${name}`)
    .filter((object) => !known.has(object));
  return [...differing, ...unexpected.map((object) => `${object}: nobody did anything to it`)];
};

/** Kubectl's arguments for `resource.group/namespace/name`. */
const named = (object: string): string[] => {
  const [type = "", namespace = "", name = ""] = object.split("/");
  return [`${type}/${name}`, ...(namespace === "" ? [] : ["-n", namespace])];
};

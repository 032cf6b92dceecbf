import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { groupOf, own, ownAt, type JsonValue } from "@meshaudit/core";
import { describe, expect, it } from "vitest";
import { parseManifest } from "../../packages/vscode-ext/src/analysis/manifest/parse-manifest.ts";

const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

const keyOf = (object: JsonValue): string =>
  [
    groupOf(String(own(object, "apiVersion"))),
    own(object, "kind"),
    ownAt(object, "metadata", "namespace"),
    ownAt(object, "metadata", "name"),
  ].join("/");

/** What was applied last of each object, by the events of a log. */
const appliedLast = (log: string): Map<string, JsonValue> => {
  const lines = gunzipSync(readFileSync(log)).toString("utf8").trimEnd().split("\n");
  const texts = lines.map((line) => ownAt(JSON.parse(line), "responseObject", "metadata", "annotations", lastApplied));
  return new Map(
    texts
      .filter((text) => typeof text === "string")
      .map((text) => {
        const object = JSON.parse(text);
        delete object.metadata.annotations;
        return [keyOf(object), object];
      }),
  );
};

describe("the manifests of a scenario are what was applied last", () => {
  it.each(["bookshop"])("%s", (scenario) => {
    const folder = join(import.meta.dirname, scenario);
    const applied = appliedLast(join(folder, "audit.log.gz"));
    const objects = readdirSync(join(folder, "manifests"))
      .flatMap((file) => parseManifest(readFileSync(join(folder, "manifests", file), "utf8")).objects)
      .filter(({ isMesh }) => isMesh);
    expect(objects).toHaveLength(17);
    for (const { value } of objects) expect(value).toEqual(applied.get(keyOf(value)));
  });
});

import { mkdirSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import type { JsonObject, ObjectHistory } from "@meshaudit/core";
import { beforeAll, describe, expect, it } from "vitest";
import { runWell, type Outcome } from "./control-plane/run-program.ts";
import { environmentOf } from "./scenario/meshaudit.ts";
import { virtualService } from "./scenario/objects.ts";
import { fromInput, jsonPatch, mergePatch } from "./scenario/recording.ts";
import { useControlPlane } from "./use-control-plane.ts";

const bin = resolve(import.meta.dirname, "../../node_modules/.bin");

const manifest = virtualService("library", { v1: 90, v2: 10 }, { labels: { team: "books" } });

interface LiveObject {
  metadata: { uid: string; labels?: JsonObject };
  spec: JsonObject;
}

describe("an object that was spoilt", () => {
  const plane = useControlPlane();
  let wasGood: string;

  /** A command line as people type it, alice's cluster before them and meshaudit among kubectl's plugins. */
  const shell = (command: string): Promise<Outcome> => {
    const home = join(plane().folder, "home");
    mkdirSync(home, { recursive: true });
    const place = { home, kubeconfig: plane().kubeconfig, path: [bin, plane().path].join(delimiter) };
    return runWell("bash", ["-o", "pipefail", "-c", command], { env: { ...environmentOf(place), LOG: plane().auditLog } });
  };
  const live = async (): Promise<LiveObject> =>
    JSON.parse((await plane().kubectl("alice", ["get", "vs", "library", "-o", "json"])).stdout) as LiveObject;

  beforeAll(async () => {
    await plane().kubectl("admin", ["create", "namespace", "bookinfo"]);
    await plane().kubectl("alice", ["apply", ...fromInput], { input: JSON.stringify(manifest) });
    wasGood = new Date().toISOString();
    const patch = (args: string[]) => plane().kubectl("carol", ["patch", "vs", "library", ...args]);
    await patch(mergePatch({ metadata: { labels: { team: null, owner: "carol" } }, spec: { exportTo: ["."] } }));
    await patch(jsonPatch({ op: "add", path: "/spec/http/0/fault", value: { abort: { httpStatus: 500, percentage: { value: 100 } } } }));
    await patch(jsonPatch({ op: "replace", path: "/spec/http/0/route/0/weight", value: 0 }));
  });

  it("is as it was again after restore | kubectl replace, without the fields that patches had added", async () => {
    const spoilt = await live();
    expect(spoilt.spec).not.toEqual(manifest.spec);
    await shell(`kubectl meshaudit restore vs/library -n bookinfo --at ${wasGood} --from "$LOG" | kubectl --context alice replace -f -`);
    const { metadata, spec } = await live();
    expect(spec).toEqual(manifest.spec);
    expect(metadata.labels).toEqual({ team: "books" });
    expect(metadata.uid).toBe(spoilt.metadata.uid);
  });

  it("has the replacement in its history, which undoes all of it", async () => {
    const { stdout } = await shell(`kubectl meshaudit who-changed vs/library -n bookinfo --from "$LOG" -o json`);
    const [change] = (JSON.parse(stdout) as ObjectHistory).changes;
    expect(change?.actor.user).toBe("alice@example.com");
    expect(change?.fields?.map(({ path }) => path).toSorted()).toEqual([
      "metadata.labels.owner",
      "metadata.labels.team",
      "spec.exportTo",
      "spec.http[0].fault",
      "spec.http[0].route[0].weight",
    ]);
  });

  it("is there again after its deletion and restore | kubectl create", async () => {
    const { metadata } = await live();
    await plane().kubectl("carol", ["delete", "vs", "library"]);
    await shell(`kubectl meshaudit restore vs/library -n bookinfo --from "$LOG" | kubectl --context alice create -f -`);
    const again = await live();
    expect(again.spec).toEqual(manifest.spec);
    expect(again.metadata.labels).toEqual({ team: "books" });
    expect(again.metadata.uid).not.toBe(metadata.uid);
  });
});

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Truth } from "../scenarios/truth.ts";
import { checkTruth } from "./scenario/check-truth.ts";
import { liveThrough } from "./scenario/live-through.ts";
import { meshaudit, type Place } from "./scenario/meshaudit.ts";
import { useControlPlane } from "./use-control-plane.ts";

describe("a mesh that people, a pipeline and Helm have written to in every way there is", () => {
  const plane = useControlPlane();
  let truth: Truth;
  let place: Place;
  beforeAll(async () => {
    truth = await liveThrough(plane());
    place = { home: plane().folder, kubeconfig: plane().kubeconfig, path: plane().path };
  });

  it("was changed as its audit log file says, and in no other way", async () => {
    expect(await checkTruth(truth, place, ["--from", plane().auditLog])).toEqual([]);
  });

  it("has no line in its log that is not accounted for", async () => {
    const lines = readFileSync(plane().auditLog, "utf8").trimEnd().split("\n").length;
    const { stderr } = await meshaudit(place, ["who-changed", "vs/reviews", "--from", plane().auditLog, "--verify"]);
    const count = lines.toLocaleString("en");
    expect(stderr).toMatch(new RegExp(`^verified .* of 1 file: ${count} read = ${count} events \\+ 0 duplicates \\+ 0 rejected\\n`));
  });
});

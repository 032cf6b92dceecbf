import type { ObjectBlame, ObjectHistory } from "@meshaudit/core";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { meshaudit, type Place } from "./scenario/meshaudit.ts";
import { virtualService } from "./scenario/objects.ts";
import { fromInput, mergePatch } from "./scenario/recording.ts";
import { useControlPlane } from "./use-control-plane.ts";

const manifest = virtualService("library", { v1: 90, v2: 10 });

describe("where no log was given", () => {
  const plane = useControlPlane();
  let place: Place;
  beforeAll(async () => {
    place = { home: plane().folder, kubeconfig: plane().kubeconfig, path: plane().path };
    await plane().kubectl("admin", ["create", "namespace", "bookinfo"]);
    await plane().kubectl("alice", ["apply", ...fromInput], { input: JSON.stringify(manifest) });
    // managedFields count in whole seconds: within one, nothing tells which of two writers came first.
    await sleep(1100);
    await plane().kubectl("carol", ["patch", "vs", "library", ...mergePatch({ spec: { exportTo: ["."] } })]);
  });
  const ask = (...args: string[]) => meshaudit(place, args);

  it("the bare command answers from the live object's managedFields, and says how little they tell", async () => {
    const { status, stdout, stderr } = await ask("who-changed", "vs/library", "--context", "bob", "-o", "json");
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringMatching(/^note: approximate: no audit log was given/) as string,
    });
    const { changes } = JSON.parse(stdout) as ObjectHistory;
    expect(changes.map(({ operation, actor, evidence }) => [operation, actor.user, evidence])).toEqual([
      ["updated", "kubectl-patch", "approximate"],
      ["created", "kubectl-client-side-apply", "approximate"],
    ]);
  });

  it("blame names the program that last wrote each field", async () => {
    const { stdout } = await ask("blame", "vs/library", "--context", "bob", "-o", "json");
    const { paths } = JSON.parse(stdout) as ObjectBlame;
    const managerOf = (path: string) => paths.find((found) => found.path === path)?.change?.actor.user;
    expect(managerOf("spec.exportTo[0]")).toBe("kubectl-patch");
    expect(managerOf("spec.http[0].route[0].weight")).toBe("kubectl-client-side-apply");
  });

  it("who may not read the object is told so", async () => {
    const { status, stdout, stderr } = await ask("who-changed", "vs/library", "--context", "mallory");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^error: .*forbidden.*mallory@example\.com/is);
  });
});

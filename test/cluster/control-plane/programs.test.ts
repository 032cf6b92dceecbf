import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { findPrograms } from "./programs.ts";

const folder = mkdtempSync(join(tmpdir(), "meshaudit-assets-"));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe("the programs of a control plane", () => {
  it("are taken from KUBEBUILDER_ASSETS where it has them, which needs no Go", () => {
    const names = ["etcd", "kube-apiserver", "kube-controller-manager", "kubectl", "helm"];
    for (const name of names) writeFileSync(join(folder, name), "");
    vi.stubEnv("KUBEBUILDER_ASSETS", folder);
    vi.stubEnv("PATH", folder);
    expect(findPrograms()).toEqual(Object.fromEntries(names.map((name) => [name, join(folder, name)])));
  });
});

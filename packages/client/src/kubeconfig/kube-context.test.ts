import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contextIn, contextsIn, kubeconfigPaths, listKubeContexts } from "./kube-context.ts";

const first = { "current-context": "", contexts: [{ name: "staging", context: { namespace: "shop" } }] };
const second = {
  "current-context": "production",
  contexts: [
    { name: "staging", context: { namespace: "other" } },
    { name: "production", context: { cluster: "p" } },
  ],
};

describe("the kubeconfig context in use", () => {
  it("is the first current-context that is set", () => {
    expect(contextIn([first, second], undefined)).toEqual({ name: "production", namespace: null });
  });

  it("has the namespace of the first file that knows it", () => {
    expect(contextIn([first, second], "staging")).toEqual({ name: "staging", namespace: "shop" });
  });

  it("is none without a kubeconfig, and in one that is empty or odd", () => {
    for (const odd of [null, "", [], 7, { contexts: "none" }, { contexts: [null, 1] }]) expect(contextIn([odd], undefined)).toBeNull();
  });

  it("is the one that was asked for, also when only the cluster's answer will tell that it is not there", () => {
    expect(contextIn([first], "gone")).toEqual({ name: "gone", namespace: null });
  });

  it("is looked for as kubectl does", () => {
    const home = "/home/alice";
    expect(kubeconfigPaths({ flag: undefined, variable: undefined, home })).toEqual(["/home/alice/.kube/config"]);
    expect(kubeconfigPaths({ flag: undefined, variable: `a${delimiter}${delimiter}b`, home })).toEqual(["a", "b"]);
    expect(kubeconfigPaths({ flag: "c", variable: "a", home })).toEqual(["c"]);
  });
});

describe("the contexts to choose from", () => {
  it("are those of all files, each as the first file has it", () => {
    expect(contextsIn([first, second])).toEqual([
      { name: "staging", namespace: "shop", current: false },
      { name: "production", namespace: null, current: true },
    ]);
  });

  it("have none in use when the one in use is not among them", () => {
    expect(contextsIn([{ ...first, "current-context": "gone" }])).toEqual([{ name: "staging", namespace: "shop", current: false }]);
  });

  it("are none in what is no kubeconfig", () => {
    for (const odd of [null, "", [], 7, { contexts: "none" }, { contexts: [null, 1, {}, { name: 7 }, { name: "" }] }])
      expect(contextsIn([odd])).toEqual([]);
  });
});

describe("the kubeconfig files", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "meshaudit-kubeconfig-"));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  it("need not be there, unless one is asked for", async () => {
    expect(await listKubeContexts({ flag: undefined, variable: undefined, home })).toEqual([]);
    const missing = join(home, "gone");
    expect(await listKubeContexts({ flag: undefined, variable: missing, home })).toEqual([]);
    await expect(listKubeContexts({ flag: missing, variable: undefined, home })).rejects.toMatchObject({ code: "config-invalid" });
  });

  it("are read as YAML, and are an error when broken", async () => {
    const [whole, broken] = [join(home, "whole"), join(home, "broken")];
    writeFileSync(whole, "current-context: kind\ncontexts:\n  - name: kind\n    context: { namespace: shop }\n");
    writeFileSync(broken, "contexts: [");
    expect(await listKubeContexts({ flag: undefined, variable: whole, home })).toEqual([
      { name: "kind", namespace: "shop", current: true },
    ]);
    const both = { flag: undefined, variable: `${whole}${delimiter}${broken}`, home };
    await expect(listKubeContexts(both)).rejects.toMatchObject({ code: "config-invalid" });
  });
});

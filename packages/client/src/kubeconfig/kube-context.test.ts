import { delimiter } from "node:path";
import { describe, expect, it } from "vitest";
import { contextIn, kubeconfigPaths } from "./kube-context.ts";

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

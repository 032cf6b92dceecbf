import { describe, expect, it } from "vitest";
import { describeCommands } from "../program.ts";
import { printed } from "./candidates.ts";
import { complete, type LookupFor } from "./complete.ts";

const object = (name: string, namespace: string) => ({
  mesh: null,
  group: "networking.istio.io",
  kind: "VirtualService",
  resource: "virtualservices",
  namespace,
  name,
});

const asked: string[] = [];
const descriptions = await describeCommands();

const lookup: LookupFor = async (typed) => ({
  objects: async (type) => {
    asked.push(`${type} in ${typed.values.get("namespace") ?? "any"}`);
    return [object("reviews", "bookinfo"), object("reviews", "staging"), object("ratings", "bookinfo")];
  },
  namespaces: async () => ["bookinfo", "staging"],
  users: async () => ["alice@example.com", "system:serviceaccount:ci:deployer"],
  contexts: async () => ["production"],
  queries: async () => ["deletions", "failed-access"],
});

const words = async (...argv: string[]) => (await complete(argv, descriptions, lookup)).candidates.map(({ word }) => word);

describe("completion", () => {
  it("knows the commands, hidden ones not", async () => {
    expect(await words("wh")).toEqual(["who-changed", "what-changed"]);
    expect(await words("und")).toEqual(["undelete"]);
    expect(await words("__")).toEqual([]);
    expect(await words("-")).toEqual(["--help", "--version"]);
    expect(await words("nonsense", "")).toEqual([]);
  });

  it("knows types by plural and short name", async () => {
    expect(await words("blame", "virt")).toEqual(["virtualservices"]);
    expect(await words("blame", "gateways")).toEqual(["gateways", "gateways.networking.istio.io", "gateways.gateway.networking.k8s.io"]);
    expect(await words("blame", "")).toContain("vs");
  });

  it("knows the names that the log has, as TYPE/NAME and TYPE NAME", async () => {
    expect(await words("blame", "vs/re")).toEqual(["vs/reviews"]);
    expect(await words("blame", "vs", "")).toEqual(["reviews", "ratings"]);
    expect(await words("blame", "vs/reviews", "")).toEqual([]);
    asked.length = 0;
    await words("blame", "-n", "staging", "vs/");
    await words("blame", "--namespace=staging", "-A", "vs/");
    expect(asked).toEqual(["vs in staging", "vs in staging"]);
  });

  it("knows the flags that are not there yet", async () => {
    expect(await words("blame", "vs/reviews", "--pa")).toEqual(["--path"]);
    expect(await words("blame", "--path", "spec", "--pa")).toEqual([]);
    expect(await words("blame", "--from", "a", "--fro")).toEqual(["--from"]);
    expect(await words("blame", "--conte")).toEqual(["--context"]);
  });

  it("knows the values of flags", async () => {
    expect(await words("blame", "-o", "j")).toEqual(["json", "jsonpath="]);
    expect(await words("blame", "--color=a")).toEqual(["auto", "always"]);
    expect(await words("blame", "-n", "")).toEqual(["bookinfo", "staging"]);
    expect(await words("blame", "--context", "p")).toEqual(["production"]);
    expect(await words("query", "--saved", "d")).toEqual(["deletions"]);
    expect(await words("query", "--forget=")).toEqual(["deletions", "failed-access"]);
    expect((await complete(["blame", "--from", ""], descriptions, lookup)).files).toBe(true);
    expect(await words("completion", "z")).toEqual(["zsh"]);
  });

  it("knows reports, their other names, and what they are about", async () => {
    expect(await words("rep")).toEqual(["report"]);
    expect(await words("report", "")).toEqual([
      "overview",
      "user",
      "operation-audit",
      "kinds",
      "operation-overview",
      "kind",
      "operation-details",
    ]);
    expect(await words("report", "user", "al")).toEqual(["alice@example.com"]);
    expect(await words("report", "operation-audit", "alice@example.com", "")).toEqual([]);
    expect(await words("report", "kind", "virt")).toEqual(["virtualservices"]);
    expect(await words("report", "overview", "--by", "s")).toEqual(["system:serviceaccount:ci:deployer"]);
    expect(await words("report", "kinds", "--kind", "virt")).toEqual(["virtualservices"]);
    expect(await words("report", "kinds", "--network", "")).toEqual(["internet", "intranet"]);
    expect(await words("report", "kinds", "--outcome", "d")).toEqual(["denied"]);
    expect(await words("report", "kinds", "")).toEqual([]);
  });

  it("is printed as kubectl reads it", async () => {
    expect(printed(await complete(["blame", "vs/re"], descriptions, lookup))).toBe("vs/reviews\tbookinfo, staging\n:4\n");
    expect(printed(await complete(["blame", "-o", "jsonp"], descriptions, lookup))).toBe("jsonpath=\n:6\n");
    expect(printed(await complete(["use", ""], descriptions, lookup))).toBe(":0\n");
  });
});

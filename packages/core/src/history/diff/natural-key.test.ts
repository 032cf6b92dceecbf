import { describe, expect, it } from "vitest";
import { leaves } from "./leaves.ts";
import { keysOf } from "./natural-key.ts";

const object = {
  metadata: { labels: { "app.kubernetes.io/name": "a" }, finalizers: [] },
  spec: {
    hosts: ["reviews", "*.example.com"],
    http: [
      {
        name: "default",
        match: [{ uri: { prefix: "/" } }],
        route: [
          { destination: { host: "reviews", subset: "v1", port: { number: 80 } }, weight: 90 },
          { destination: { host: "reviews" }, weight: 10 },
        ],
      },
      { name: "odd name", retries: {} },
    ],
  },
};

describe("the leaves of an object", () => {
  it("are named by index and by natural key, in document order", () => {
    const keyOf = keysOf(object, "networking.istio.io", "virtualservices");
    expect(leaves(object).map(({ path, value }) => [keyOf(path), value])).toEqual([
      ['metadata.labels["app.kubernetes.io/name"]', "a"],
      ["metadata.finalizers", []],
      ["spec.hosts[=reviews]", "reviews"],
      ["spec.hosts[=*.example.com]", "*.example.com"],
      ["spec.http[name=default].name", "default"],
      ["spec.http[name=default].match[0].uri.prefix", "/"],
      ["spec.http[name=default].route[host=reviews,subset=v1,port=80].destination.host", "reviews"],
      ["spec.http[name=default].route[host=reviews,subset=v1,port=80].destination.subset", "v1"],
      ["spec.http[name=default].route[host=reviews,subset=v1,port=80].destination.port.number", 80],
      ["spec.http[name=default].route[host=reviews,subset=v1,port=80].weight", 90],
      ["spec.http[name=default].route[host=reviews].destination.host", "reviews"],
      ["spec.http[name=default].route[host=reviews].weight", 10],
      ['spec.http[name="odd name"].name', "odd name"],
      ['spec.http[name="odd name"].retries', {}],
    ]);
    expect(leaves(object).at(-2)?.path).toEqual(["spec", "http", 1, "name"]);
    expect(leaves({})).toEqual([{ path: [], value: {} }]);
  });

  it("are named by index where names repeat, or where the path leads nowhere", () => {
    const keyOf = keysOf({ a: [{ name: "x" }, { name: "x" }], b: ["y", "y"] }, "", "pods");
    expect([keyOf(["a", 1, "name"]), keyOf(["b", 0]), keyOf(["c", 4, "d"])]).toEqual(["a[1].name", "b[0]", "c[4].d"]);
  });
});

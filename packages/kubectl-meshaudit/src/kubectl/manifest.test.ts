import { describe, expect, it } from "vitest";
import { patternsInManifest } from "./manifest.ts";

const read = (text: string, namespace: string | null = null) => patternsInManifest(text, "shop.yaml", namespace);

const reviews = { group: "networking.istio.io", resource: "virtualservices", namespace: "bookinfo", name: "reviews" };

describe("the objects of a manifest", () => {
  it("are those of every document, empty ones left out", async () => {
    const text = `# routes
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: reviews, namespace: bookinfo}
---
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: shop}
`;
    expect(await read(text)).toEqual([
      reviews,
      { group: "gateway.networking.k8s.io", resource: "gateways", namespace: null, name: "shop" },
    ]);
    expect((await read(text, "prod"))[1]).toMatchObject({ namespace: "prod" });
  });

  it("are the items of a List, in JSON as well", async () => {
    const item = {
      apiVersion: "networking.istio.io/v1beta1",
      kind: "VirtualService",
      metadata: { name: "reviews", namespace: "bookinfo" },
    };
    expect(await read(JSON.stringify({ apiVersion: "v1", kind: "List", items: [item, item] }))).toEqual([reviews, reviews]);
  });

  it("are in no namespace when their kind is not", async () => {
    const text = "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: istio}\n";
    expect(await read(text, "prod")).toMatchObject([{ resource: "gatewayclasses", namespace: null }]);
  });

  it("may be of a kind that no table knows", async () => {
    expect(await read("apiVersion: example.com/v1\nkind: Policy\nmetadata: {name: a}\n")).toMatchObject([
      { group: "example.com", resource: "policies" },
    ]);
  });

  it.each(["", "---\n", "a: [", "- 1\n", "text\n", "kind: Pod\n", "apiVersion: v1\nkind: Pod\n"])(
    "%j has none, and says why",
    async (text) => {
      await expect(read(text)).rejects.toMatchObject({ code: "manifest-invalid" });
    },
  );
});

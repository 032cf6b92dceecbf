import { expect, it } from "vitest";
import { pageObject } from "./page-object.ts";

it.each([
  [
    "virtualservices.networking.istio.io/bookinfo/reviews",
    { resource: "virtualservices", group: "networking.istio.io", namespace: "bookinfo", name: "reviews" },
  ],
  ["services./bookinfo/reviews", { resource: "services", group: "", namespace: "bookinfo", name: "reviews" }],
  [
    "clusterroles.rbac.authorization.k8s.io//admin",
    { resource: "clusterroles", group: "rbac.authorization.k8s.io", namespace: "", name: "admin" },
  ],
  ["reviews", null],
  ["virtualservices.networking.istio.io/bookinfo/", null],
  ["virtualservices.networking.istio.io/a/b/c", null],
  [".networking.istio.io/a/b", null],
])("the page's object %s", (text, object) => {
  expect(pageObject(text)).toEqual(object);
});

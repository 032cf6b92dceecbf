import type { Attempt, JsonObject, ObjectHistoryList } from "@meshaudit/core";
import { describe, expect, it } from "vitest";
import { actor, change, history, options, reviews, searched } from "../testing/answers.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderWhoChanged } from "./who-changed.ts";

const all = { limit: 0, fold: false };
const deployer = actor({ user: "system:serviceaccount:argocd:argocd-application-controller", type: "deployer" });

const weights = (canary: number): JsonObject => ({
  kind: "VirtualService",
  metadata: { name: "reviews" },
  spec: {
    http: [
      {
        route: [
          { destination: { host: "reviews", subset: "v1" }, weight: 100 - canary },
          { destination: { host: "reviews", subset: "v3" }, weight: canary },
        ],
      },
    ],
  },
});

/** The steps of a rollout, newest first. */
const rollout = [50, 25, 10, 0].map((canary, index) =>
  change(index + 5, {
    actor: deployer,
    after: weights(canary),
    summary: `v3 at ${canary} %`,
    fields: [{ path: "spec.http[0].route[1].weight", key: "weight", fromPath: null, op: "changed", before: 0, after: canary }],
  }),
);

describe("who changed an object", () => {
  it("is a row a change, newest first, with what is risky about it", () => {
    const risky = change(9, {
      summary: "reviews v1 50 -> 20 %, v3 50 -> 80 %",
      risks: [
        { rule: "a", level: "medium", why: "most traffic moved at once" },
        { rule: "b", level: "low", why: "no timeout" },
      ],
    });
    const impersonated = change(12, { actor: actor({ user: "bob", impersonatedBy: "alice" }) });
    expect(renderWhoChanged(history([change(4), risky, impersonated, change(60 * 30, { actor: deployer })]), all, options())).toEqual([
      "VirtualService bookinfo/reviews · 4 changes, the last 4 minutes ago",
      "",
      "AGE           WHO                HOW           WHAT",
      "4m            alice@example.com  kubectl edit  timeout of route default 3s -> 10s",
      "9m            alice@example.com  kubectl edit  reviews v1 50 -> 20 %, v3 50 -> 80 %   ! most traffic moved at once",
      "12m           bob (via alice)    kubectl edit  timeout of route default 3s -> 10s",
      "Nov 23 06:30  argocd (bot)       kubectl edit  timeout of route default 3s -> 10s",
      "",
      "searched 2,435 events of 1 file, 12:18 to 12:19 UTC, contents known (RequestResponse)",
    ]);
  });

  it("says with -o wide from where, by which id and how it is proven", () => {
    expect(renderWhoChanged(history([change(4)]), all, options({ wide: true, withHeaders: false }))).toEqual([
      "2026-11-24T12:26:00.000Z  0004000  alice@example.com  10.0.0.7  kubectl v1.37.2 edit  exact  timeout of route default 3s -> 10s",
    ]);
  });

  it("folds the steps of a rollout into what they did in all", () => {
    const lines = renderWhoChanged(history(rollout), { limit: 0, fold: true }, options({ width: 100, withHeaders: false }));
    expect(lines).toEqual(["5m  argocd (bot) ×4  kubectl edit  v3 at 50 %"]);
    const [, , , first] = rollout;
    const withBefore = history([...rollout.slice(0, 3), { ...first, actor: actor() } as typeof first & object]);
    expect(renderWhoChanged(withBefore, { limit: 0, fold: true }, options({ width: 100, withHeaders: false }))[0]).toBe(
      "5m  argocd (bot) ×3    kubectl edit  reviews v1 100 -> 50 %, v3 0 -> 50 %",
    );
  });

  it("says how many rows it left out", () => {
    const changes = Array.from({ length: 25 }, (_, index) => change(index + 1));
    expect(renderWhoChanged(history(changes), { limit: 20, fold: false }, options({ width: 100 }))).toContain("5 more: --limit 0");
  });

  it("names who set a deletion off", () => {
    const cause = {
      kind: "namespace-deletion" as const,
      object: { group: "", resource: "namespaces", namespace: "", name: "staging" },
      actor: actor(),
      auditID: "x",
      time: "",
      evidence: "exact" as const,
    };
    const controller = actor({ user: "system:serviceaccount:kube-system:namespace-controller", type: "system", client: null });
    const deleted = change(4, { operation: "deleted", verb: "deletecollection", summary: "deleted", actor: controller, cause });
    expect(renderWhoChanged(history([deleted]), all, options({ withHeaders: false }))).toEqual([
      "4m  kube-system:namespace-controller (system)  deletecollection  deleted, as alice@example.com deleted the namespace staging",
    ]);
  });

  it("tells attempts from changes, and places them by time", () => {
    const denied: Attempt = { ...change(6), result: "denied", reason: "bob may not" };
    const lines = renderWhoChanged(history([change(4), change(9)], { attempts: [denied] }), all, options({ withHeaders: false }));
    expect(lines.map((line) => line.replace(/ {2,}/g, " | "))).toEqual([
      "4m | alice@example.com | kubectl edit | timeout of route default 3s -> 10s",
      "6m | alice@example.com | kubectl edit | denied: bob may not",
      "9m | alice@example.com | kubectl edit | timeout of route default 3s -> 10s",
    ]);
  });

  it("tells objects apart by as little as it takes", () => {
    const list = (objects: (typeof reviews)[]): ObjectHistoryList => ({
      apiVersion: "meshaudit.io/v1",
      kind: "ObjectHistoryList",
      searched,
      items: objects.map((object) => history([change(4)], { object })),
    });
    const headers = (objects: (typeof reviews)[]) => renderWhoChanged(list(objects), all, options())[2]?.split(/ +/).join(" ");
    expect(headers([reviews])).toBe("AGE WHO HOW WHAT");
    expect(headers([reviews, { ...reviews, name: "ratings" }])).toBe("AGE NAME WHO HOW WHAT");
    expect(headers([reviews, { ...reviews, namespace: "staging" }])).toBe("AGE NAMESPACE NAME WHO HOW WHAT");
    const gateways = ["networking.istio.io", "gateway.networking.k8s.io"].map((group) => ({
      ...reviews,
      group,
      kind: "Gateway",
      resource: "gateways",
    }));
    expect(headers(gateways)).toBe("AGE KIND NAME WHO HOW WHAT");
    expect(renderWhoChanged(list(gateways), all, options()).join()).toContain("Gateway.gateway.networking.k8s.io");
  });

  it("lets no text of an event forge a row or reach the terminal", () => {
    const hostile = change(4, { actor: actor({ user: "eve\n0s  root\u001b[2J\u202e" }), summary: "a\u009bb" });
    expect(renderWhoChanged(history([hostile]), all, options({ withHeaders: false }))).toEqual([
      String.raw`4m  eve\n0s  root\u001b[2J\u202e  kubectl edit  a\u009bb`,
    ]);
  });
});

describe("who changed an object, in Markdown", () => {
  it("is a table that renders as one", () => {
    expect(renderMarkdown(history([change(4)]), options())).toEqual([
      "**VirtualService bookinfo/reviews**: 1 change",
      "",
      "| When | Who | How | What |",
      "| --- | --- | --- | --- |",
      "| 2026-11-24T12:26:00.000Z | alice@\u200bexample.com | kubectl edit | timeout of route default 3s -> 10s |",
      "",
      "_searched 2,435 events of 1 file, 12:18 to 12:19 UTC, contents known (RequestResponse)_",
    ]);
  });

  it("lets no text of an event be markup, a link or a mention", () => {
    const hostile = change(4, { summary: "a | b\n<img src=x> [x](https://evil) @here **b** `c` www.evil.com" });
    expect(renderMarkdown(history([hostile]), options())[4]).toContain(
      String.raw`a \| b\\n&lt;img src=x> \[x\](https:` + "\u200b//evil) @\u200bhere " + String.raw`\*\*b\*\* \`c\` www` + "\u200b.evil.com",
    );
  });
});

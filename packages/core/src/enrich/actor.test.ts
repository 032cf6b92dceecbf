import { describe, expect, it } from "vitest";
import type { AuditEvent, UserInfo } from "../model/audit-event.ts";
import { actorOf } from "./actor.ts";
import { isReactive } from "./reactive.ts";

const event = (user: UserInfo, userAgent: string, more: Partial<AuditEvent> = {}): AuditEvent => ({
  level: "Metadata",
  auditID: "1",
  stage: "ResponseComplete",
  requestURI: "/apis/networking.istio.io/v1/namespaces/bookinfo/virtualservices/reviews",
  verb: "update",
  user,
  userAgent,
  requestReceivedTimestamp: "2026-11-24T12:19:01.000000Z",
  stageTimestamp: "2026-11-24T12:19:01.000000Z",
  ...more,
});
const actor = (username: string, userAgent = "kubectl/v1.37.2 (linux/amd64)", more: Partial<AuditEvent> = {}) =>
  actorOf(event({ username }, userAgent, more), { trustedProxies: [] });
const account = (namespace: string, name: string): string => `system:serviceaccount:${namespace}:${name}`;

describe("the type of an actor", () => {
  it.each([
    ["alice@example.com", "kubectl/v1", "person"],
    ["alice@example.com", "Helm/3.22", "person"],
    ["alice@example.com", "HashiCorp/1.0 Terraform/1.9.5", "person"],
    ["alice@ci.example.com", "kubectl/v1", "person"],
    ["CN=carol à", "kubectl/v1", "person"],
    ["kubernetes-admin", "kubectl/v1", "person"],
    ["system:admin", "kubectl/v1", "person"],
    ["arn:aws:sts::1:assumed-role/deploy/alice@example.com", "kubectl/v1", "person"],
    ["https://gitlab.com#alice", "kubectl/v1", "person"],
    ["https://gitlab.com#project_path:shop/web:ref_type:branch:ref:main", "kubectl/v1", "deployer"],
    ["ci-deployer", "kubectl/v1", "deployer"],
    ["ci@example.com", "kubectl/v1", "deployer"],
    ["gitlab-runner", "curl/8", "deployer"],
    ["github-actions", "curl/8", "deployer"],
    ["infra", "HashiCorp/1.0 Terraform/1.9.5", "deployer"],
    [account("argocd", "argocd-application-controller"), "kubectl/v1", "deployer"],
    [account("flux-system", "kustomize-controller"), "kustomize-controller/v0.0.0", "deployer"],
    [account("kube-system", "helm-install-istio"), "Helm/3.22", "deployer"],
    [account("shop", "releaser"), "Helm/3.22", "deployer"],
    [account("shop", "default"), "manager/v0.0.0", "serviceaccount"],
    [account("chat-bot", "default"), "manager/v0.0.0", "serviceaccount"],
    ["web@project.iam.gserviceaccount.com", "manager/v1", "serviceaccount"],
    [account("kube-system", "namespace-controller"), "kube-controller-manager/v1.37.2", "system"],
    [account("kube-system", "deployment-controller"), "kube-controller-manager/v1.37.2", "system"],
    // An administrator's token, as many tutorials make one, is not the control plane at work.
    [account("kube-system", "admin-user"), "kubectl/v1", "serviceaccount"],
    [account("istio-system", "istiod"), "pilot-discovery/1.29.1", "system"],
    [account("aks-istio-system", "istiod-asm-1-29"), "pilot-discovery/1.29.1", "system"],
    [account("shop", "istiod"), "pilot-discovery/1.29.1", "serviceaccount"],
    ["system:node:worker-1", "kubelet/v1.37.2", "system"],
    ["system:kube-scheduler", "kube-scheduler/v1.37.2", "system"],
    ["system:apiserver", "kube-apiserver/v1.37.2", "system"],
    ["eks:addon-manager", "eks/v1", "system"],
    ["system:anonymous", "curl/8", "anonymous"],
    ["system:serviceaccount:", "curl/8", "serviceaccount"],
  ])("%s with %s is %s", (user, agent, type) => expect(actor(user, agent).type).toBe(type));
});

describe("who sent a request", () => {
  it("is both whom it acted for and who authenticated", () =>
    expect(actor("kubernetes-admin", "curl/8", { impersonatedUser: { username: "alice@example.com", groups: ["ops"] } })).toMatchObject({
      user: "alice@example.com",
      groups: ["ops"],
      impersonatedBy: "kubernetes-admin",
      type: "person",
    }));

  it("is one person who impersonates itself", () =>
    expect(actor("alice@example.com", "curl/8", { impersonatedUser: { username: "alice@example.com" } }).impersonatedBy).toBeNull());

  it("is anonymous where a 401 has no user", () =>
    expect(actorOf(event({}, "curl/8"), { trustedProxies: [] })).toMatchObject({
      user: "system:anonymous",
      type: "anonymous",
      groups: [],
      ip: null,
    }));
});

describe("actors that only react", () => {
  it.each([
    [account("kube-system", "generic-garbage-collector"), "kube-controller-manager/v1.37.2", true],
    [account("istio-system", "istiod"), "pilot-discovery/1.29.1", true],
    [account("keda", "keda-operator"), "keda/v2", true],
    [account("argocd", "argocd-application-controller"), "kubectl/v1", false],
    ["alice@example.com", "kubectl/v1", false],
  ])("%s: %s, %s", (user, agent, expected) => expect(isReactive(actor(user, agent))).toBe(expected));

  it("are not who acted as one of them", () => {
    const impersonatedUser = { username: account("kube-system", "namespace-controller") };
    expect(isReactive(actor("mallory", "manager/v1", { impersonatedUser }))).toBe(false);
  });
});

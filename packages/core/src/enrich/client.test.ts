import { describe, expect, it } from "vitest";
import { clientOf } from "./client.ts";

const vs = "/apis/networking.istio.io/v1/namespaces/bookinfo/virtualservices/reviews";
const brief = (agent: string | undefined, uri: string, verb: string): string | null => {
  const client = clientOf(agent, uri, verb);
  return client && [client.name, client.version ?? "-", client.command ?? "-"].join(" ");
};

describe("the program behind a user agent", () => {
  it.each([
    ["kubectl/v1.37.2 (linux/amd64) kubernetes/$Format", "kubectl v1.37.2 -"],
    ["kubectl.exe/v1.28.2 (windows/amd64) kubernetes/89a4ea3", "kubectl v1.28.2 -"],
    ["oc/4.14.0 (linux/amd64) kubernetes/286cfa5", "oc 4.14.0 -"],
    ["k9s/v0.32.4 (darwin/arm64) kubernetes/$Format", "k9s v0.32.4 -"],
    ["Helm/3.22", "helm 3.22 -"],
    ["argocd-application-controller/v2.10.1 (linux/amd64) kubernetes/$Format", "argocd v2.10.1 -"],
    ["argocd-server/v0.0.0 (linux/amd64) kubernetes/$Format", "argocd - -"],
    ["kustomize-controller/v0.0.0 (linux/amd64) kubernetes/$Format", "flux - -"],
    ["helm-controller/v0.0.0 (linux/arm64) kubernetes/$Format", "flux - -"],
    ["source-controller/v0.0.0 (linux/amd64) kubernetes/$Format/leader-election", "flux - leader-election"],
    ["pilot-discovery/1.29.1 (linux/amd64) istio/9a2b1c3", "istiod 1.29.1 -"],
    ["istioctl/1.29.1 (darwin/arm64) istio/9a2b1c3", "istioctl 1.29.1 -"],
    ["HashiCorp/1.0 Terraform/1.9.5", "terraform 1.9.5 -"],
    ["Terraform/1.5.7 (+https://www.terraform.io) Terraform-Plugin-SDK/2.30.0 terraform-provider-kubernetes/2.27.0", "terraform 1.5.7 -"],
    ["terraform-provider-kubectl_v1.14.0/v0.0.0 (linux/amd64) kubernetes/$Format", "terraform - -"],
    ["pulumi-kubernetes/v4.5.4 (linux/amd64) kubernetes/$Format", "pulumi v4.5.4 -"],
    ["Kiali/v1.89.0 (linux/amd64)", "kiali v1.89.0 -"],
    ["flagger/v0.0.0 (linux/amd64) kubernetes/$Format", "flagger - -"],
    ["rollouts-controller/v0.0.0 (linux/amd64) kubernetes/$Format", "argo-rollouts - -"],
    [
      "kube-controller-manager/v1.37.2 (linux/amd64) kubernetes/$Format/system:serviceaccount:kube-system:namespace-controller",
      "kube-controller-manager v1.37.2 namespace-controller",
    ],
    ["kube-apiserver/v1.37.2 (linux/amd64) kubernetes/$Format", "kube-apiserver v1.37.2 -"],
    ["curl/7.88.1", "curl 7.88.1 -"],
    ["python-requests/2.32.3", "python-requests 2.32.3 -"],
    ["OpenAPI-Generator/29.0.0/python", "python 29.0.0 -"],
    ["Go-http-client/2.0", "Go-http-client 2.0 -"],
    ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36", "browser - -"],
    ["manager/v0.0.0 (linux/amd64) kubernetes/$Format", "manager - -"],
    ["sail-operator/v1.2.0 (linux/amd64) kubernetes/1f2e3d4", "sail-operator v1.2.0 -"],
    ["kubectl/v1.37.2 (linux/amd64) kub...TRUNCATED", "kubectl v1.37.2 -"],
    ["constructor/1", "constructor 1 -"],
    ["(nothing)/1", "(nothing)/1 - -"],
  ])("%s", (agent, expected) => expect(brief(agent, vs, "get")).toBe(expected));

  it.each([undefined, "", "   ", "...TRUNCATED"])("is unknown for %j", (agent) => expect(brief(agent, vs, "patch")).toBeNull());

  it("is cut where a stranger makes it long", () => expect(clientOf(`${"x".repeat(1024)}...TRUNCATED`, vs, "get")?.name).toHaveLength(100));
});

const kubectl = "kubectl/v1.37.2 (linux/amd64) kubernetes/$Format";
const pod = "/api/v1/namespaces/bookinfo/pods/reviews-1";

describe("the command", () => {
  it.each([
    [kubectl, "patch", `${vs}?fieldManager=kubectl-edit&fieldValidation=Strict`, "kubectl v1.37.2 edit"],
    [kubectl, "patch", `${vs}?fieldManager=kubectl-patch`, "kubectl v1.37.2 patch"],
    [kubectl, "patch", `${vs}?fieldManager=kubectl-client-side-apply`, "kubectl v1.37.2 apply"],
    [kubectl, "create", `${vs}?fieldManager=kubectl-client-side-apply`, "kubectl v1.37.2 apply"],
    [kubectl, "patch", `${vs}?fieldManager=kubectl&fieldValidation=Strict&force=false`, "kubectl v1.37.2 apply"],
    [kubectl, "patch", `${vs}?fieldManager=kubectl-label`, "kubectl v1.37.2 label"],
    [kubectl, "patch", `${vs}?fieldManager=kubectl-annotate`, "kubectl v1.37.2 annotate"],
    [kubectl, "update", `${vs}?fieldManager=kubectl-replace`, "kubectl v1.37.2 replace"],
    [kubectl, "create", `${vs}?fieldManager=kubectl-create`, "kubectl v1.37.2 create"],
    [kubectl, "delete", vs, "kubectl v1.37.2 delete"],
    [kubectl, "get", vs, "kubectl v1.37.2 -"],
    [kubectl, "get", `${pod}/exec?command=sh`, "kubectl v1.37.2 exec"],
    [kubectl, "get", "/api/v1/namespaces/exec/pods/exec", "kubectl v1.37.2 -"],
    [kubectl, "patch", "/apis/apps/v1/namespaces/bookinfo/deployments/web/scale", "kubectl v1.37.2 scale"],
    [kubectl, "create", `${pod}/eviction`, "kubectl v1.37.2 drain"],
    [kubectl, "patch", `${vs}?fieldManager=argocd-controller&force=true`, "argocd - apply"],
    [kubectl, "patch", `${vs}?fieldManager=constructor`, "kubectl v1.37.2 -"],
    [kubectl, "patch", `${vs}?fieldManager=kubectl-edit&fieldManager=kubectl-patch`, "kubectl v1.37.2 edit"],
    [kubectl, "patch", `${vs}?fieldManager=%zz&force`, "kubectl v1.37.2 apply"],
    [
      "kustomize-controller/v0.0.0 (linux/amd64) kubernetes/$Format",
      "patch",
      `${vs}?fieldManager=kustomize-controller&force=true`,
      "flux - apply",
    ],
    ["Helm/3.22", "patch", `${vs}?fieldManager=helm`, "helm 3.22 -"],
  ])("of %s, %s %s", (agent, verb, uri, expected) => expect(brief(agent, uri, verb)).toBe(expected));
});

/** A program that people know under another name than its user agent says. */
interface KnownClient {
  name: string;
  /** Its first product in the user agent, in lower case: the whole of it, or how it begins. */
  products: readonly string[];
  prefixes?: readonly string[];
}

/** The table of programs. Their user agents are in the test. */
const knownClients: readonly KnownClient[] = [
  { name: "kubectl", products: ["kubectl.exe"] },
  { name: "helm", products: ["helm"] },
  { name: "argocd", products: ["argocd", "argo-cd"], prefixes: ["argocd-"] },
  {
    name: "flux",
    products: [
      "flux",
      "flux-operator",
      "kustomize-controller",
      "helm-controller",
      "source-controller",
      "notification-controller",
      "image-automation-controller",
      "image-reflector-controller",
    ],
  },
  { name: "istiod", products: ["pilot-discovery", "istiod"] },
  { name: "istioctl", products: ["istioctl.exe"] },
  { name: "terraform", products: ["hashicorp", "terraform"], prefixes: ["terraform-provider-"] },
  { name: "opentofu", products: ["opentofu"] },
  { name: "pulumi", products: ["pulumi"], prefixes: ["pulumi-"] },
  { name: "kiali", products: ["kiali"] },
  { name: "flagger", products: ["flagger"] },
  { name: "argo-rollouts", products: ["rollouts-controller", "argo-rollouts"] },
  { name: "browser", products: ["mozilla"] },
];

const byProduct = new Map(knownClients.flatMap((client) => client.products.map((product) => [product, client.name])));
const byPrefix = knownClients.flatMap((client) => (client.prefixes ?? []).map((prefix) => ({ prefix, name: client.name })));

/** The name people know a program by, from its user agent's first product; null for a program that goes by that very product. */
export const knownName = (product: string): string | null => {
  const wanted = product.toLowerCase();
  return byProduct.get(wanted) ?? byPrefix.find(({ prefix }) => wanted.startsWith(prefix))?.name ?? null;
};

/** Programs that write through kubectl or its library, told by the field manager they give. */
const byManager = new Map([
  ["argocd-controller", "argocd"],
  ["kustomize-controller", "flux"],
  ["helm-controller", "flux"],
  ["Terraform", "terraform"],
]);

/** The program that a field manager names; null when it is kubectl's own or anyone's. */
export const managerName = (fieldManager: string | null): string | null =>
  fieldManager === null ? null : (byManager.get(fieldManager) ?? null);

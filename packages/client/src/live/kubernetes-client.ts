// The only file that loads the Kubernetes client, which is large: who bundles this package leaves it to a bundle of its own.
export { KubeConfig } from "@kubernetes/client-node";

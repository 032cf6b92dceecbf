/** Root namespaces, whose policies without a selector hold for the whole mesh: `istio-system`, and as managed meshes name it. */
const rootNamespace = /^(?:[a-z0-9-]+-)?istio-system$/;

/** Whether what stands in a namespace holds for the whole mesh. The root namespace can be configured; no event tells it. */
export const meshWide = (namespace: string): boolean => rootNamespace.test(namespace);

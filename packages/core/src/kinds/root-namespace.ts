const rootNamespace = /^(?:[a-z0-9-]+-)?istio-system$/;

/**
 * Whether a namespace is the mesh's root, where a policy without a selector holds for the whole mesh: `istio-system`, and as managed
 * meshes name it (`aks-istio-system`). It can be configured otherwise, which no event tells.
 */
export const isRootNamespace = (namespace: string): boolean => rootNamespace.test(namespace);

import { MeshauditError, resolveType, type ObjectPattern } from "@meshaudit/core";

const invalid = (text: string): MeshauditError =>
  new MeshauditError("argument-invalid", `${JSON.stringify(text.slice(0, 200))} names no object`, {
    hint: "TYPE/NAMESPACE/NAME, such as virtualservices.networking.istio.io/bookinfo/reviews or vs/bookinfo/reviews",
  });

/**
 * The objects that a text of an address names, `virtualservices.networking.istio.io/bookinfo/reviews`: a kind in any of its names, a
 * namespace (empty: none), a name.
 *
 * @throws MeshauditError `argument-invalid`, `kind-unknown`.
 */
export const patternsOfText = (text: string): ObjectPattern[] => {
  const [type = "", namespace, name, ...more] = text.split("/");
  if (type === "" || namespace === undefined || name === undefined || name === "" || more.length > 0) throw invalid(text);
  const dot = type.indexOf(".");
  // As objectKey has it: also of kinds that nobody knows here.
  if (dot !== -1) return [{ resource: type.slice(0, dot), group: type.slice(dot + 1), namespace, name }];
  return resolveType(type).map(({ group, resource }) => ({ group, resource, namespace, name }));
};

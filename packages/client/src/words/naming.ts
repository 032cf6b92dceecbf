import type { ObjectIdentity } from "@meshaudit/core";
import { safeText } from "./safe-text.ts";

/** A kind as a title has it; a resource that no table knows by its full name. */
export const kindLabel = ({ kind, resource, group }: ObjectIdentity): string =>
  safeText(kind ?? (group === "" ? resource : `${resource}.${group}`));

/** A kind with its group, where kinds of one name are to be told apart: `Gateway.networking.istio.io`. */
export const fullKindLabel = (object: ObjectIdentity): string =>
  `${kindLabel(object)}${object.kind !== null && object.group !== "" ? `.${safeText(object.group)}` : ""}`;

/** `bookinfo/reviews`; a cluster-scoped object has its name alone. */
export const placeLabel = ({ namespace, name }: ObjectIdentity): string =>
  safeText(`${namespace === "" || namespace === name ? "" : `${namespace}/`}${name === "" ? "(any name)" : name}`);

/** `VirtualService bookinfo/reviews` */
export const objectLabel = (object: ObjectIdentity): string => `${kindLabel(object)} ${placeLabel(object)}`;

/** As `kubectl get -o name` prints it: `virtualservice.networking.istio.io/reviews`. */
export const resourceName = ({ kind, resource, group, name }: ObjectIdentity): string =>
  safeText(`${kind?.toLowerCase() ?? resource}${group === "" ? "" : `.${group}`}/${name}`);

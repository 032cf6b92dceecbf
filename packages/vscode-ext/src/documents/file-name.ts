import { kindLabel } from "@meshaudit/client";
import type { ObjectIdentity } from "@meshaudit/core";

/** Names that Windows keeps for devices, whatever follows the dot. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A stranger's text as one part of a path: never a separator, never hidden, never `..`, and of a length that any disk takes. */
export const pathPart = (text: string): string => {
  const plain = text
    .slice(0, 80)
    .replace(/[^A-Za-z0-9._-]+/g, "_")
    .replace(/^[.-]+|\.+$/g, "");
  return plain === "" || reserved.test(plain) ? `_${plain}` : plain;
};

/** The path of an object's virtual document: its last part is the tab's title. */
export const tabPath = ({ namespace, name }: ObjectIdentity): string =>
  `/${namespace === "" ? "" : `${pathPart(namespace)}/`}${pathPart(name)}.yaml`;

/** What a file with the object's manifest is called unless a person says otherwise. With its kind: rules and routes share names. */
export const savedName = (object: ObjectIdentity): string =>
  `${pathPart(`${object.name.slice(0, 60)}-${kindLabel(object).toLowerCase()}`)}.yaml`;

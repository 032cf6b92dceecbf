import { tellKeys, type Tell } from "../tell.ts";

const tells = new Map<string, Tell>();

/** How two specs of a kind of the mesh differ. */
export const tellSpec = (kind: string): Tell => tells.get(kind) ?? tellKeys({});

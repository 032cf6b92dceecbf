import type { ObjectRef } from "../model/object.ts";

/** Why no object of this kind can be restored, however well its states are known; null where nothing speaks against it. */
export const neverRestorable = ({ group, resource }: ObjectRef): string | null =>
  group === "" && resource === "secrets" ? "its values are never kept" : null;

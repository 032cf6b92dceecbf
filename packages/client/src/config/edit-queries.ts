import { isMap, YAMLMap } from "yaml";
import { MeshauditError } from "@meshaudit/core";
import { configDocument } from "./edit-config.ts";

/** A name is a word of a command line that no shell takes apart, and no flag. */
const name = /^[a-z0-9][a-z0-9._-]{0,62}$/i;

/**
 * The config file with a query under a name, or without it when it is null. Comments and all else stay. Pure: the caller writes.
 *
 * @throws MeshauditError `config-invalid` when the text is no config, `argument-invalid` for a name that is none.
 */
export const withQuery = (text: string | null, path: string, saved: string, query: string | null): string => {
  if (!name.test(saved)) {
    throw new MeshauditError("argument-invalid", `${JSON.stringify(saved)} is no name for a query`, {
      hint: "letters, digits, '.', '_' and '-', such as failed-access",
    });
  }
  const document = configDocument(text, path);
  if (!isMap(document.get("queries"))) document.set("queries", new YAMLMap());
  if (query === null) document.deleteIn(["queries", saved]);
  else document.setIn(["queries", saved], query);
  return document.toString({ lineWidth: 0 });
};

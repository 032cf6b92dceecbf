import { readConfigText, writeConfigText } from "./config-file.ts";

/**
 * Makes the config file at a path keep a query under a name, in place of another of that name; null: keep none.
 *
 * @throws MeshauditError as `withQuery` does, and when the file cannot be read or written; then it stays as it was.
 */
export const saveQuery = async (path: string, saved: string, query: string | null): Promise<void> => {
  // Who only reads the config file does not load what edits YAML.
  const { withQuery } = await import("./edit-queries.ts");
  await writeConfigText(path, withQuery(await readConfigText(path), path, saved, query));
};

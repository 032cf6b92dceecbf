import { homedir } from "node:os";
import { configPath, readConfig, saveQuery } from "@meshaudit/client";
import { apiVersion, explainQuery, MeshauditError, nearest, type QueryQuestion } from "@meshaudit/core";

/** The queries that are saved, as a result. */
export interface SavedQueries {
  apiVersion: typeof apiVersion;
  kind: "SavedQueryList";
  items: { name: string; query: string }[];
}

const path = (): string => configPath(process.env, homedir());

/** The queries that the config file keeps, in its order. */
export const savedQueries = async (): Promise<SavedQueries> => {
  const { queries } = await readConfig(path());
  return { apiVersion, kind: "SavedQueryList", items: [...(queries ?? [])].map(([name, query]) => ({ name, query })) };
};

/**
 * The text of a saved query.
 *
 * @throws MeshauditError `argument-invalid` when there is none of that name.
 */
export const savedQuery = async (name: string): Promise<string> => {
  const { items } = await savedQueries();
  const found = items.find((item) => item.name === name);
  if (found !== undefined) return found.query;
  const [near] = nearest(
    name,
    items.map((item) => item.name),
    1,
  );
  throw new MeshauditError("argument-invalid", `no query is saved as ${JSON.stringify(name)}`, {
    hint: near === undefined ? "see which there are: kubectl meshaudit query --list" : `did you mean ${near}?`,
  });
};

/** Keeps a query that makes sense under a name, and says so. Throws MeshauditError `query-invalid`, `argument-invalid`, `config-invalid`. */
export const keepQuery = async (question: QueryQuestion, name: string): Promise<string[]> => {
  explainQuery(question);
  await saveQuery(path(), name, question.text);
  return [`saved as ${name} in ${path()}`, `run it: kubectl meshaudit query --saved ${name}`];
};

/** Takes a saved query out, and says so. */
export const forgetQuery = async (name: string): Promise<string[]> => {
  await savedQuery(name);
  await saveQuery(path(), name, null);
  return [`${name} is no longer in ${path()}`];
};

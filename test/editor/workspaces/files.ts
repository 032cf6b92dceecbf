import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Files } from "../workbench/places.ts";

/** The folder of a scenario, which the tests of the plugin use too. */
export const scenarioFolder = (scenario: string): string => resolve(import.meta.dirname, "../../scenarios", scenario);

/** The manifests of a scenario, as its people keep them in a repository. */
export const manifestsOf = (scenario: string): Files => {
  const folder = join(scenarioFolder(scenario), "manifests");
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
};

/** The same files in a folder. */
export const inFolder = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

import type { RememberedSources } from "./edit-config.ts";
import { readConfigText, writeConfigText } from "./config-file.ts";

/**
 * Makes the config file at a path remember sources, and says the name of the mesh that they are remembered for. What else is in the file
 * stays.
 *
 * @throws MeshauditError `config-invalid` when the file is no config, cannot be read or cannot be written; then it stays as it was.
 */
export const rememberSources = async (path: string, remembered: RememberedSources): Promise<string> => {
  // Who only reads the config file does not load what edits YAML.
  const { withSources } = await import("./edit-config.ts");
  const { text, mesh } = withSources(await readConfigText(path), path, remembered);
  await writeConfigText(path, text);
  return mesh;
};

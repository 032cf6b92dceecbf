import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { configPath, placeFiles, readConfig, type Origin } from "@meshaudit/client";
import type { PlaceFiles } from "@meshaudit/core";
import { packageRoot } from "./package-root.ts";

/** The database of countries that comes with the plugin; null where it was left out. */
const shippedCountries = (): string | null => {
  const path = join(packageRoot(), "dist", "countries.mmdb");
  return existsSync(path) ? path : null;
};

/**
 * What addresses are known by on this machine.
 *
 * @throws MeshauditError `config-invalid`.
 */
export const placeFilesHere = async (origin: Origin): Promise<PlaceFiles> => {
  const path = configPath(process.env, homedir());
  const { places } = await readConfig(path);
  return {
    ...placeFiles(places ?? null, dirname(path), process.env, process.cwd(), { country: shippedCountries() }),
    cluster: origin.kind === "config" ? origin.mesh.clusterCIDRs : [],
  };
};

import { exactTime, objectLabel } from "@meshaudit/client";
import { toYaml, type ObjectVersion } from "@meshaudit/core";
import type { ViewOptions } from "./view.ts";

/** The manifest of a version, as YAML that kubectl reads. */
export const renderManifest = async ({ manifest }: ObjectVersion): Promise<string[]> => (await toYaml(manifest)).trimEnd().split("\n");

/** The manifest, below a comment that says what it is and how it is known. */
export const renderVersion = async (version: ObjectVersion, { clock, style, withHeaders }: ViewOptions): Promise<string[]> => {
  const { object, at, evidence } = version;
  const title = `# ${objectLabel(object)} at ${exactTime(Date.parse(at), clock.zone)} (${evidence})`;
  return [...(withHeaders ? [style.faint(title)] : []), ...(await renderManifest(version))];
};

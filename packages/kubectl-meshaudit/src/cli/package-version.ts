import manifest from "../../package.json" with { type: "json" };

/** The version of this plugin. */
export const packageVersion: string = manifest.version;

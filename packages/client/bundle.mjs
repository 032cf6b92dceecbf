// What the builds of the programs have in common that bundle this package.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Of the Kubernetes client only what is named is bundled: its modules do nothing by being loaded, though its package does not say so. A
 * plugin for esbuild.
 */
export const onlyWhatIsNamed = {
  name: "only-what-is-named",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^\.|^@kubernetes\/client-node$/ }, async ({ path, pluginData, importer, resolveDir, kind }) => {
      if (pluginData === "resolved") return null;
      const found = await resolve(path, { importer, resolveDir, kind, pluginData: "resolved" });
      return /@kubernetes[\\/]client-node[\\/]/.test(found.path) ? { path: found.path, sideEffects: false } : null;
    });
  },
};

/** The licences of the packages that went into esbuild's bundles. `metafiles` name their inputs relative to `folder`. */
export function licencesIn(metafiles, folder) {
  const packages = new Set(
    metafiles
      .flatMap(({ inputs }) => Object.keys(inputs))
      .map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0])
      .filter((path) => path !== undefined),
  );
  const licences = [...packages].toSorted().map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(resolve(folder, path, "package.json"), "utf8"));
    const file = readdirSync(resolve(folder, path)).find((each) => /^licen[cs]e/i.test(each));
    return `${name} ${version} (${license})\n\n${file === undefined ? "" : readFileSync(join(folder, path, file), "utf8").trim()}\n`;
  });
  return licences.join(`\n${"-".repeat(80)}\n\n`);
}

// What the builds of the programs have in common that bundle this package.
import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

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

/** Puts the countries of addresses into a folder, the one file of its package that is read, and gives what its licence asks to be said. */
export function bringCountries(folder) {
  const countries = fileURLToPath(import.meta.resolve("@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb"));
  copyFileSync(countries, join(folder, "countries.mmdb"));
  const textOf = (file) => readFileSync(join(dirname(countries), file), "utf8").trim();
  const { name, version } = JSON.parse(textOf("package.json"));
  return `${name} ${version} (CC0-1.0; its data CC-BY-4.0), as countries.mmdb

${textOf("NRO_LICENSE")}
https://www.nro.net https://creativecommons.org/licenses/by/4.0/
`;
}

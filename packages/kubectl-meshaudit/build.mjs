// Bundles the plugin into dist/: its entry, the program that answers questions, the Kubernetes client and the scan worker, each a file of its
// own, so that each is loaded only when it is needed. All dependencies are in them.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** What is left to a file of its own. */
const apart = {
  name: "apart",
  setup({ onResolve }) {
    const leave = (filter, path) => onResolve({ filter }, ({ kind }) => (kind === "entry-point" ? null : { path, external: true }));
    leave(/^\.\/kubernetes-client\.ts$/, "./kubernetes-client.cjs");
    leave(/^\.\/program\.ts$/, "./program.cjs");
  },
};

/** Of the Kubernetes client only what is named is bundled: its modules do nothing by being loaded, though its package does not say so. */
const onlyWhatIsNamed = {
  name: "only-what-is-named",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^\.|^@kubernetes\/client-node$/ }, async ({ path, pluginData, importer, resolveDir, kind }) => {
      if (pluginData === "resolved") return null;
      const found = await resolve(path, { importer, resolveDir, kind, pluginData: "resolved" });
      return /@kubernetes[\\/]client-node[\\/]/.test(found.path) ? { path: found.path, sideEffects: false } : null;
    });
  },
};

const options = {
  absWorkingDir: folder,
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node22.19",
  // As require, a file is not parsed for what it exports first.
  supported: { "dynamic-import": false },
  conditions: ["meshaudit-source"],
  minifySyntax: true,
  minifyWhitespace: true,
  // Licences are written to a file of their own, below.
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
};

const builds = await Promise.all([
  // CommonJS: the entry file is, and a bundle of it starts faster.
  build({
    ...options,
    entryPoints: { main: "src/main.ts", program: "src/program.ts" },
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    plugins: [apart],
  }),
  build({
    ...options,
    entryPoints: { "kubernetes-client": "@meshaudit/client/kubernetes-client" },
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    plugins: [onlyWhatIsNamed],
  }),
  build({ ...options, entryPoints: { "scan-worker": "@meshaudit/core/scan-worker" }, format: "esm", outExtension: { ".js": ".mjs" } }),
]);

// Help and completion read what the commands say of themselves, and need not load them.
const { describeCommands } = createRequire(import.meta.url)("./dist/program.cjs");
writeFileSync(new URL("dist/commands.json", import.meta.url), JSON.stringify(await describeCommands()));

/** The folders of the packages that went into the bundles. */
const packages = new Set(
  builds
    .flatMap(({ metafile }) => Object.keys(metafile.inputs))
    .map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0])
    .filter((path) => path !== undefined),
);
const licences = [...packages].toSorted().map((path) => {
  const { name, version, license } = JSON.parse(readFileSync(resolve(folder, path, "package.json"), "utf8"));
  const file = readdirSync(resolve(folder, path)).find((each) => /^licen[cs]e/i.test(each));
  return `${name} ${version} (${license})\n\n${file === undefined ? "" : readFileSync(join(folder, path, file), "utf8").trim()}\n`;
});
writeFileSync(new URL("dist/THIRD-PARTY-LICENSES.txt", import.meta.url), licences.join(`\n${"-".repeat(80)}\n\n`));

// Bundles the plugin into dist/: its entry, the program that answers questions, the Kubernetes client, the workers that scan and that pack, and the process
// that queries are answered in, each a file of its own, so that each is loaded only when it is needed. All dependencies are in them.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { bringCountries, licencesIn, onlyWhatIsNamed } from "@meshaudit/client/bundle";
import { buildPage } from "@meshaudit/dashboard/bundle";
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
  // A native module: installed beside the bundle, loaded when it is needed.
  external: ["@duckdb/node-api"],
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
  build({
    ...options,
    supported: {},
    entryPoints: { "query-child": "@meshaudit/core/query-child" },
    format: "esm",
    outExtension: { ".js": ".mjs" },
  }),
  build({ ...options, entryPoints: { "scan-worker": "@meshaudit/core/scan-worker" }, format: "esm", outExtension: { ".js": ".mjs" } }),
  build({ ...options, entryPoints: { "pack-worker": "@meshaudit/core/pack-worker" }, format: "esm", outExtension: { ".js": ".mjs" } }),
]);

// The dashboard's page: files that its server hands to the browser.
const page = await buildPage(`${folder}dist/dashboard`);

// Help and completion read what the commands say of themselves, and need not load them.
const { describeCommands } = createRequire(import.meta.url)("./dist/program.cjs");
writeFileSync(new URL("dist/commands.json", import.meta.url), JSON.stringify(await describeCommands()));

const licences = licencesIn([...builds.map(({ metafile }) => metafile), ...page], folder);
writeFileSync(
  new URL("dist/THIRD-PARTY-LICENSES.txt", import.meta.url),
  [licences, bringCountries(`${folder}dist`)].join(`\n${"-".repeat(80)}\n\n`),
);

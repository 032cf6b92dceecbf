// `npm run package -w packages/vscode-ext`: builds, and packs meshaudit.vsix for the platform that it runs on. Needs no network and no git
// remote.
//   --target T     for another platform, whose DuckDB has to be installed
//   --universal    for any platform, without DuckDB: its dashboard answers about objects, and says where reports and queries are answered
import { globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { setUp } from "../../scripts/setup.mjs";

/** What a .vsix may weigh before somebody has to look at why, in MB: DuckDB is 24 of it, the countries 4. Never more than 40. */
const budgets = { platform: 35, universal: 8 };

setUp({ build: true });
const { createVSIX, PackageManager } = (await import("@vscode/vsce")).default;
const { bringDuckDb, ownTarget } = await import("./duckdb.mjs");

const folder = import.meta.dirname;
const { values } = parseArgs({ options: { target: { type: "string" }, universal: { type: "boolean", default: false } } });
const target = values.universal ? null : (values.target ?? ownTarget());

const modules = join(folder, "dist", "node_modules");
rmSync(modules, { recursive: true, force: true });
if (target !== null) bringDuckDb(modules, target);

// The texts that a translation starts from.
const { getL10nJson } = await import("@vscode/l10n-dev");
const sources = globSync("src/**/*.ts", { cwd: folder }).filter((path) => !path.endsWith(".test.ts"));
const texts = await getL10nJson(sources.map((path) => ({ extension: ".ts", contents: readFileSync(join(folder, path), "utf8") })));
mkdirSync(join(folder, "l10n"), { recursive: true });
writeFileSync(join(folder, "l10n", "bundle.l10n.json"), `${JSON.stringify(texts, null, 2)}\n`);

const packagePath = join(folder, "meshaudit.vsix");
rmSync(packagePath, { force: true });

// Links stay relative: an installed extension shows the images that it brings.
await createVSIX({
  cwd: folder,
  packagePath,
  packageManager: PackageManager.None,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
  ...(target === null ? {} : { target }),
});

const megabytes = statSync(packagePath).size / 1e6;
const budget = target === null ? budgets.universal : budgets.platform;
console.log(`${packagePath} for ${target ?? "any platform"}: ${megabytes.toFixed(2)} MB of at most ${budget} MB`);
if (megabytes > budget) {
  console.error(`error: the .vsix is larger than its budget\nhint: the list above names what is inside; .vscodeignore says what may be`);
  process.exitCode = 1;
}

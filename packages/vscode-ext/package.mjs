// `npm run package -w packages/vscode-ext`: builds, and packs meshaudit.vsix. Needs no network and no git remote.
import { globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setUp } from "../../scripts/setup.mjs";

/** What a .vsix may weigh before somebody has to look at why, in MB. The issue's own bound is 40. */
const budget = 3;

setUp({ build: true });
const { createVSIX, PackageManager } = (await import("@vscode/vsce")).default;

const folder = import.meta.dirname;

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
});

const megabytes = statSync(packagePath).size / 1e6;
console.log(`${packagePath}: ${megabytes.toFixed(2)} MB of at most ${budget} MB`);
if (megabytes > budget) {
  console.error(`error: the .vsix is larger than its budget\nhint: the list above names what is inside; .vscodeignore says what may be`);
  process.exitCode = 1;
}

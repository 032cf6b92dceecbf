// Builds the page's files for the programs that bring them: `buildPage(folder)`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { worldMap } from "./world-map.mjs";

const source = fileURLToPath(new URL("src/page/", import.meta.url));

/** Writes index.html, app.js with what it loads when needed, app.css, world.json, and file.js for reports as files. Gives esbuild's metafiles. */
export async function buildPage(folder) {
  // Parts have their content's hash in their names: those of an earlier build would stay.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const options = {
    absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
    outdir: folder,
    bundle: true,
    minify: true,
    platform: "browser",
    target: ["chrome115", "firefox115", "safari16.4"],
    conditions: ["meshaudit-source"],
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  };
  const builds = await Promise.all([
    build({
      ...options,
      entryPoints: { app: join(source, "main.tsx") },
      format: "esm",
      splitting: true,
      chunkNames: "part-[hash]",
    }),
    build({ ...options, entryPoints: { file: join(source, "file.tsx") }, format: "iife" }),
    build({ ...options, entryPoints: { app: join(source, "style/app.css") } }),
  ]);
  for (const name of ["index.html", "icon.svg"]) writeFileSync(join(folder, name), readFileSync(join(source, name)));
  writeFileSync(join(folder, "world.json"), JSON.stringify(worldMap()));
  return builds.map(({ metafile }) => metafile);
}

import { existsSync, globSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const documents = globSync(["*.md", ".changeset/*.md", "docs/**/*.md", "packages/*/*.md"], { cwd: root });
const read = (path: string): string => readFileSync(join(root, path), "utf8");

describe.each(documents)("%s", (path) => {
  const text = read(path);

  it("links to files that exist", () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)(#[^)]*)?\)/g)].map(([, link]) => link ?? "");
    expect(links.filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
  });

  it("names paths that exist", () => {
    const paths = [...text.matchAll(/`((?:packages|scripts|test|docs)\/[\w./-]+)`/g)].map(([, named]) => named ?? "");
    expect(paths.filter((named) => !existsSync(join(root, named)))).toEqual([]);
  });
});

describe("ARCHITECTURE.md", () => {
  const map = /## Map\n```\n([\s\S]*?)```/.exec(read("ARCHITECTURE.md"))?.[1] ?? "";

  it("maps each folder of the packages' sources, and none that is not there", () => {
    const folders = ["core", "client", "collector", "dashboard", "kubectl-meshaudit", "vscode-ext"].flatMap((name) =>
      foldersOf(`packages/${name}/src`),
    );
    expect(mappedFolders(map)).toEqual(folders.toSorted());
  });
});

/** The folders that the map names below a `src/`, from their indents. */
function mappedFolders(map: string): string[] {
  const open: string[] = [];
  const found: string[] = [];
  for (const line of map.split("\n")) {
    const [, indent = "", name] = /^( *)([\w-]+)\//.exec(line) ?? [];
    if (name === undefined) continue;
    open.splice(indent.length / 2, Infinity, name);
    if (open.slice(0, -1).includes("src")) found.push(open.join("/"));
  }
  return found.toSorted();
}

/** All folders below one, as paths from the root. */
function foldersOf(path: string): string[] {
  return readdirSync(join(root, path))
    .filter((name) => statSync(join(root, path, name)).isDirectory())
    .flatMap((name) => [`${path}/${name}`, ...foldersOf(`${path}/${name}`)]);
}

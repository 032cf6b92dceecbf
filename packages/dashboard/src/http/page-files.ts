import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";

const types: { readonly [extension: string]: string } = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** A file of the page. */
export interface PageFile {
  type: string;
  bytes: Buffer;
}

/** What a path of the page is; null when it has no such file. */
export type PageFiles = (path: string) => Promise<PageFile | null>;

/** The files that the build made, in one folder: only what is listed there is ever read. */
export const pageFiles = async (folder: string): Promise<PageFiles> => {
  const names = new Set((await readdir(folder)).filter((name) => extname(name) in types));
  return async (path) => {
    const name = path === "/" ? "index.html" : path.slice(1);
    if (!names.has(name)) return null;
    return { type: types[extname(name)] ?? "application/octet-stream", bytes: await readFile(join(folder, name)) };
  };
};

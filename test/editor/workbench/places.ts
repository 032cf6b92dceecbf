import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Texts by their paths below a folder. */
export interface Files {
  readonly [path: string]: string;
}

/** The folders of one workbench, all below one that goes away with it. */
export interface Places {
  root: string;
  /** The server's user data and logs. */
  data: string;
  home: string;
  temporary: string;
  /** Holds the folder that is opened. */
  work: string;
}

/** Makes empty folders. Their paths are short, as the path of a socket below them may have no more than 107 bytes. */
export const makePlaces = (): Places => {
  const root = mkdtempSync(join(tmpdir(), "ma-"));
  const place = (name: string): string => {
    mkdirSync(join(root, name));
    return join(root, name);
  };
  return { root, data: place("data"), home: place("home"), temporary: place("tmp"), work: place("work") };
};

/** Removes the folders and all that was put into them. */
export const removePlaces = ({ root }: Places): void => rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });

/** Writes texts by their paths below a folder. */
export const writeFiles = (folder: string, files: Files): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
};

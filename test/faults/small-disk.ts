import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system in memory with little room. */
export interface SmallDisk {
  folder: string;
  /** Gives it so many bytes in all. */
  resize(bytes: number): void;
  remove(): void;
}

const run = (program: string, ...args: string[]): void => void execFileSync(program, args, { stdio: "pipe" });

/** Mounts one of so many bytes, which takes root's rights on Linux; gives back why that is not possible otherwise. */
export const mountSmallDisk = (bytes: number): SmallDisk | string => {
  const folder = mkdtempSync(join(tmpdir(), "meshaudit-small-"));
  try {
    run("mount", "-t", "tmpfs", "-o", `size=${bytes},mode=700`, "meshaudit", folder);
  } catch (error) {
    rmSync(folder, { recursive: true });
    return `no small disk can be mounted: ${error instanceof Error ? (error.message.split("\n").at(-2) ?? error.message) : String(error)}`;
  }
  return {
    folder,
    resize: (size) => run("mount", "-o", `remount,size=${size}`, folder),
    remove() {
      run("umount", "-l", folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

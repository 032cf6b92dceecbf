import { createHash } from "node:crypto";
import { join } from "node:path";
import { MeshauditError } from "../../model/error.ts";
import type { LiveSegment } from "../delta/table-state.ts";
import type { Disk } from "../disk/disk.ts";
import { isMissing } from "../disk/disk-error.ts";
import type { StorePaths } from "../layout.ts";

/** Segments that cannot be read, gathered so that the others still answer. */
export interface WrongSegments {
  /** Throws what is no damage of a segment. */
  note(segment: LiveSegment, error: unknown): void;
  /** Notes what trying something with a segment throws. */
  tried(segment: LiveSegment, task: () => Promise<void>): Promise<void>;
  /** Throws MeshauditError `store-damaged`, naming all of them. */
  demandNone(): void;
}

/** `missingToo`: one that is not there is no longer thought to have been joined or taken away meanwhile. */
export const wrongSegments = (missingToo: boolean): WrongSegments => {
  const wrong: LiveSegment[] = [];
  let cause: unknown;
  const note = (segment: LiveSegment, error: unknown): void => {
    const isDamage = isMissing(error) ? missingToo : error instanceof MeshauditError && error.code === "store-damaged";
    if (!isDamage) throw error;
    if (!wrong.includes(segment)) wrong.push(segment);
    cause ??= error;
  };
  return {
    note,
    tried: (segment, task) => task().catch((error: unknown) => note(segment, error)),
    demandNone() {
      if (wrong.length === 0) return;
      throw new MeshauditError("store-damaged", `${segmentNames(wrong)} cannot be read: missing or damaged`, {
        hint: "kubectl meshaudit store verify names what is wrong; what the other segments hold is told",
        cause,
      });
    },
  };
};

const mostNamed = 8;

/** Segments as a message names them. */
export const segmentNames = (segments: readonly LiveSegment[]): string => {
  const named = segments.slice(0, mostNamed).map(({ path }) => path);
  const more = segments.length - named.length;
  return `the segment${segments.length === 1 ? "" : "s"} ${named.join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
};

/** So many bytes of segments are held against what was written, by one reader: some tenth of a second. */
const mostChecked = 128 * 1024 * 1024;

/**
 * Checks segments before they are read, each once: one in which a bit flipped may still be read, as something else. Of a store so large
 * that this would take long only as many as `mostChecked`, and of the others their lengths; verifying checks all.
 *
 * Throws MeshauditError `store-damaged`, or ENOENT when one is gone.
 */
export const segmentCheck = (disk: Disk, paths: StorePaths): ((segment: LiveSegment) => Promise<void>) => {
  const sound = new Set<string>();
  let left = mostChecked;
  return async (segment) => {
    const { path, size, sha256 } = segment;
    if (sound.has(path)) return;
    await demandSize(disk, paths, segment);
    if (size > left) return;
    left -= size;
    const found = createHash("sha256")
      .update(await disk.read(join(paths.logstore, path)))
      .digest("hex");
    if (found !== sha256) throw new MeshauditError("store-damaged", `the segment ${path} is not as it was written`);
    sound.add(path);
  };
};

/** Whether a segment's file is as long as it was. Throws MeshauditError `store-damaged`, or ENOENT when it is gone. */
export const demandSize = async (disk: Disk, { logstore }: StorePaths, { path, size }: LiveSegment): Promise<void> => {
  const found = await disk.size(join(logstore, path));
  if (found !== size) throw new MeshauditError("store-damaged", `the segment ${path} has ${found} bytes, and had ${size}`);
};

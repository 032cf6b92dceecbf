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
    wrong.push(segment);
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

/** Whether a segment's file is as long as it was. Throws MeshauditError `store-damaged`, or ENOENT when it is gone. */
export const demandSize = async (disk: Disk, { logstore }: StorePaths, { path, size }: LiveSegment): Promise<void> => {
  const found = await disk.size(join(logstore, path));
  if (found !== size) throw new MeshauditError("store-damaged", `the segment ${path} has ${found} bytes, and had ${size}`);
};

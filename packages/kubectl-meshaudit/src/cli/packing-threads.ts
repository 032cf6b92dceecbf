import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PackThreadsOptions } from "@meshaudit/core";
import { packageRoot } from "./package-root.ts";

/** The threads in which events are packed, as many as there are processors. */
export const packingThreads = (): PackThreadsOptions => ({
  worker: pathToFileURL(join(packageRoot(), "dist", "pack-worker.mjs")),
  threads: availableParallelism(),
});

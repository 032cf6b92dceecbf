import { homedir } from "node:os";
import { join } from "node:path";

/** Where things are kept that are the same for every checkout, as `.ci/run` has it. */
export const cacheFolder = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "meshaudit");

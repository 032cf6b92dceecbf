import { openSources, realDisk, storeOpener, type Source } from "@meshaudit/core";

/** Without DuckDB, which is no part of the extension: what is asked about a mesh is answered from a store's lines of the mesh. */
const openStore = storeOpener({ disk: realDisk(), engine: null });

/** Logs and stores, as `openSources` finds them. Throws as it does. */
export const openLogs = (specs: readonly string[], base: string): Promise<Source[]> =>
  openSources(specs, { stdin: null, cwd: base, openStore });

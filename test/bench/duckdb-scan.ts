// DuckDB's own scan of a log, counted by user: what a report straight from it is measured beside. LOG is its argument.
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { openEngine } from "@meshaudit/core";

const [log = ""] = process.argv.slice(2);
const scratch = await mkdtemp(join(tmpdir(), "meshaudit-scan-"));
const engine = await openEngine({ threads: availableParallelism(), memoryLimitMB: 8192, scratch });
await engine.run(`SELECT "user".username, count(*) FROM read_ndjson('${log.replaceAll("'", "''")}') GROUP BY ALL`);
await engine.close();
await rm(scratch, { recursive: true });

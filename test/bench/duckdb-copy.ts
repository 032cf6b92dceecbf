// DuckDB's own way of making Parquet of a log: what ingesting it is measured beside. LOG and the file to write are its arguments.
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { openEngine } from "@meshaudit/core";

const [log = "", parquet = ""] = process.argv.slice(2);
const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;
const engine = await openEngine({ threads: availableParallelism(), memoryLimitMB: 8192, scratch: join(dirname(parquet), "scratch") });
await engine.run(`COPY (SELECT * FROM read_ndjson(${quoted(log)})) TO ${quoted(parquet)} (FORMAT parquet, COMPRESSION zstd)`);
await engine.close();

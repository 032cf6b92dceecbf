import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from "@duckdb/node-api";
import { MeshauditError } from "../../model/error.ts";

/** What a column's value is: BIGINT as a number where a number holds it; what has no such form, as DuckDB writes it. */
export type SqlValue = string | number | bigint | boolean | null;
export type SqlRow = SqlValue[];
export type SqlParameters = readonly (string | number | bigint | boolean | null)[];

/** DuckDB, in memory. Statements that are run at once do not wait for one another, and see nothing of each other's temporary tables. */
export interface Engine {
  /** Runs statements of which nothing is asked back. */
  run(sql: string, parameters?: SqlParameters): Promise<void>;
  /** All rows of a query. */
  rows(sql: string, parameters?: SqlParameters): Promise<SqlRow[]>;
  /** A query's rows as they come, some 2,000 at a time. Leaving off, or the signal, stops the query. */
  stream(sql: string, parameters?: SqlParameters, signal?: AbortSignal): AsyncIterable<SqlRow[]>;
  /** Statements that share temporary tables. */
  together<T>(task: (one: Pick<Engine, "run" | "rows">) => Promise<T>): Promise<T>;
  /** A folder on the local file system that goes when the engine is closed. */
  readonly folder: string;
  /** Lends an empty folder on the local file system, and empties it afterwards. */
  inScratch<T>(task: (folder: string) => Promise<T>): Promise<T>;
  /** Gives DuckDB at least so much memory for as long as a task takes. */
  withMemory<T>(atLeastMB: number, task: () => Promise<T>): Promise<T>;
  /** Has DuckDB use one thread for as long as a task takes: sorting beyond its memory needs that much less of it. */
  withOneThread<T>(task: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Bounds of an engine. */
export interface EngineBounds {
  threads: number;
  memoryLimitMB: number;
  /** A folder on the local file system for what does not fit into memory, and for files on their way. Made when it is not there. */
  scratch: string;
}

/**
 * Starts DuckDB, whose native module is loaded only here. All times are UTC.
 *
 * @throws MeshauditError `store-unreadable` when the module cannot be loaded.
 */
export const openEngine = async ({ threads, memoryLimitMB, scratch }: EngineBounds): Promise<Engine> => {
  const { DuckDBInstance } = await import("@duckdb/node-api").catch((error: unknown) => {
    throw new MeshauditError("store-unreadable", "DuckDB, which reads and writes the store's segments, cannot be loaded here", {
      hint: "install @duckdb/node-bindings for this platform (Linux, macOS or Windows on x64 or arm64; no musl)",
      cause: error,
    });
  });
  await mkdir(scratch, { recursive: true });
  const own = await mkdtemp(join(scratch, "engine-"));
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(threads),
    memory_limit: `${memoryLimitMB}MB`,
    temp_directory: join(own, "spilled"),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  await connected(instance, (connection) => connection.run("SET GLOBAL TimeZone = 'UTC'"));
  return engineOf(instance, own, { threads, memoryLimitMB });
};

const engineOf = (instance: DuckDBInstance, own: string, { threads, memoryLimitMB }: Omit<EngineBounds, "scratch">): Engine => {
  /** What running tasks ask for, the usual bound among them. */
  const asked = [memoryLimitMB];
  const set = (setting: string): Promise<unknown> => connected(instance, (connection) => connection.run(`SET GLOBAL ${setting}`));
  const setMemory = (): Promise<unknown> => set(`memory_limit = '${Math.max(...asked)}MB'`);
  let onOneThread = 0;
  return {
    run: (sql, parameters) => connected(instance, (connection) => on(connection).run(sql, parameters)),
    rows: (sql, parameters) => connected(instance, (connection) => on(connection).rows(sql, parameters)),
    async *stream(sql, parameters, signal) {
      const connection = await instance.connect();
      const interrupt = (): void => connection.interrupt();
      signal?.addEventListener("abort", interrupt);
      try {
        signal?.throwIfAborted();
        for await (const rows of (await connection.stream(sql, bound(parameters))).yieldRows()) {
          signal?.throwIfAborted();
          yield plainRows(rows);
        }
      } finally {
        signal?.removeEventListener("abort", interrupt);
        connection.closeSync();
      }
    },
    folder: own,
    together: (task) => connected(instance, (connection) => task(on(connection))),
    async inScratch(task) {
      const folder = await mkdtemp(join(own, "task-"));
      try {
        return await task(folder);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async withMemory(atLeastMB, task) {
      if (atLeastMB <= memoryLimitMB) return await task();
      asked.push(atLeastMB);
      try {
        await setMemory();
        return await task();
      } finally {
        asked.splice(asked.indexOf(atLeastMB), 1);
        await setMemory();
      }
    },
    async withOneThread(task) {
      try {
        if (onOneThread++ === 0) await set("threads = 1");
        return await task();
      } finally {
        if (--onOneThread === 0) await set(`threads = ${threads}`);
      }
    },
    async close() {
      instance.closeSync();
      await rm(own, { recursive: true, force: true });
    },
  };
};

const connected = async <T>(instance: DuckDBInstance, task: (connection: DuckDBConnection) => Promise<T>): Promise<T> => {
  const connection = await instance.connect();
  try {
    return await task(connection);
  } finally {
    connection.closeSync();
  }
};

const on = (connection: DuckDBConnection): Pick<Engine, "run" | "rows"> => ({
  async run(sql, parameters) {
    await connection.run(sql, bound(parameters)).catch(rethrow);
  },
  async rows(sql, parameters) {
    return plainRows(await (await connection.run(sql, bound(parameters)).catch(rethrow)).getRows());
  },
});

/** DuckDB tells a full disk in words only. */
const rethrow = (error: unknown): never => {
  if (!(error instanceof Error) || !error.message.includes("No space left on device")) throw error;
  throw Object.assign(new Error(error.message, { cause: error }), { code: "ENOSPC" });
};

const bound = (parameters: SqlParameters = []): DuckDBValue[] => [...parameters];

/** In place: the rows are nobody else's. */
const plainRows = (rows: DuckDBValue[][]): SqlRow[] => {
  for (const row of rows) for (let at = 0; at < row.length; at++) row[at] = plain(row[at]);
  return rows as SqlRow[];
};

const plain = (value: DuckDBValue | undefined): SqlValue => {
  if (value === null || value === undefined || typeof value === "string" || typeof value === "number") return value ?? null;
  if (typeof value === "bigint") return BigInt.asIntN(54, value) === value ? Number(value) : value;
  return typeof value === "boolean" ? value : value.toString();
};

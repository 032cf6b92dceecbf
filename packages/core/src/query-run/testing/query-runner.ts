import { fileURLToPath } from "node:url";
import type { QueryRunner } from "../over-tables.ts";

/** Runs queries in the child process from its source, with nothing but `scratch` to write to. */
export const queryRunner = (scratch: string): QueryRunner => ({
  child: {
    command: process.execPath,
    args: ["--conditions=meshaudit-source", fileURLToPath(new URL("../query-child.ts", import.meta.url))],
    env: {},
  },
  scratch,
  threads: 1,
  packing: null,
  memoryLimitMB: 512,
  millis: 60_000,
  bytes: 64 << 20,
});

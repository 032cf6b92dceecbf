import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The audit log of a real cluster, as bytes. */
export const realLog: Buffer = gunzipSync(readFileSync(new URL("../../../../test/scenarios/bookshop/audit.log.gz", import.meta.url)));

/** Its lines, without line ends. */
export const realLines: Buffer[] = realLog
  .toString("utf8")
  .trimEnd()
  .split("\n")
  .map((line) => Buffer.from(line));

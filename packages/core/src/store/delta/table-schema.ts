import { createHash } from "node:crypto";
import type { JsonObject } from "../../model/json.ts";
import { columns, partitionColumn } from "../columns/columns.ts";

/** Any reader and writer of Delta tables knows these versions. */
export const protocolAction: JsonObject = { protocol: { minReaderVersion: 1, minWriterVersion: 2 } };

const field = (name: string, type: string): JsonObject => ({ name, type, nullable: true, metadata: {} });

/** The table's columns as Delta writes them. */
const schemaText = (): string =>
  JSON.stringify({ type: "struct", fields: [...columns.map(({ name, type }) => field(name, type)), field(partitionColumn, "date")] });

/** What a table is. `createdAt`: ms since the epoch. */
export const metaDataAction = ({ id, createdAt }: { id: string; createdAt: number }): JsonObject => ({
  metaData: {
    id,
    format: { provider: "parquet", options: {} },
    schemaString: schemaText(),
    partitionColumns: [partitionColumn],
    configuration: {},
    createdTime: createdAt,
  },
});

/** A UUID (version 8, RFC 9562) for the table in a folder, made at a time. */
export const tableId = (folder: string, createdAt: number): string => {
  const bytes = createHash("sha256").update(`${folder}\n${createdAt}`).digest();
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

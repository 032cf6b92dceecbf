import { readFileSync } from "node:fs";
import { join } from "node:path";

/** How much of the mesh's objects the API server writes down. */
export type MeshLevel = "RequestResponse" | "Request" | "Metadata";

const recommended = join(import.meta.dirname, "../../../docs/audit-policy.yaml");

/** The policy that the documentation recommends; the mesh's objects at another level if asked so. */
export const auditPolicy = (level: MeshLevel): string => {
  const text = readFileSync(recommended, "utf8");
  const parts = text.split("level: RequestResponse");
  if (parts.length !== 2) throw new Error("docs/audit-policy.yaml has more or less than one rule at RequestResponse");
  return parts.join(`level: ${level}`);
};

import { createHash } from "node:crypto";
import type { AuditEvent } from "../model/audit-event.ts";
import { isObject, type JsonValue } from "../model/json.ts";

/** JSON text with keys in code-unit order, so that equal values have equal text. */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`).join(",")}}`;
}

/**
 * What makes an event the same wherever it was read: SHA-256 over its canonical JSON without `kind` and `apiVersion`, as the first
 * 32 hex digits. An auditID is not enough: clients may set it.
 */
export function eventHash(event: AuditEvent): string {
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = event as AuditEvent & { kind?: string; apiVersion?: string };
  return createHash("sha256")
    .update(canonicalJson(rest as unknown as JsonValue))
    .digest("hex")
    .slice(0, 32);
}

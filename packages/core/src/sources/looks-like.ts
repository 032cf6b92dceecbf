import { isUtf8 } from "node:buffer";
import { asBuffer } from "../decode/bytes.ts";
import { createDecoder } from "../decode/decoder.ts";

const eventHead =
  /^\s*(?:[\w.-]{1,253} )?\{"(?:kind":"Event","apiVersion":"audit\.k8s\.io\/|apiVersion":"audit\.k8s\.io\/v\w+",.{0,200}"auditID":")/;

const stepBytes = 16 * 1024;

/** Whether a file that begins so holds audit events: its first line begins like one, or one is whole in it. */
export function beginsAuditLog(head: Uint8Array): boolean {
  if (eventHead.test(asBuffer(head).toString("latin1", 0, 4096))) return true;
  let events = 0;
  const decoder = createDecoder((piece) => {
    if (piece.event !== null) events++;
  });
  for (let at = 0; at < head.length && events === 0; at += stepBytes) decoder.push(head.subarray(at, at + stepBytes));
  if (events === 0) decoder.end();
  return events > 0;
}

const signatures: [string, string][] = [
  ["PK\x03\x04", "a zip archive"],
  ["PAR1", "a Parquet file"],
  ["\x7fELF", "a program"],
  ["SQLite format 3", "an SQLite database"],
  ["BZh", "bzip2 data, which is not read: decompress it first"],
  ["\xfd7zXZ", "xz data, which is not read: decompress it first"],
  ["\x04\x22\x4d\x18", "lz4 data, which is not read: decompress it first"],
  ["%PDF", "a PDF"],
];

/** What a file that is no audit log looks like, as the end of the sentence "… looks like". */
export function looksLike(head: Uint8Array): string {
  const bytes = asBuffer(head);
  const start = bytes.toString("latin1", 0, 16);
  for (const [magic, what] of signatures) if (start.startsWith(magic)) return what;
  if (bytes.toString("latin1", 257, 262) === "ustar") return "a tar archive: unpack it first";
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return "UTF-16 text: convert it to UTF-8";
  if (bytes.includes(0) || !isUtf8(withoutTornEnd(bytes))) return "binary data";
  const text = bytes
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trimStart();
  if (text === "") return "blank text";
  return text.startsWith("{") || text.startsWith("[") ? jsonLike(text) : textLike(text);
}

/** A head may end within a character. */
const withoutTornEnd = (bytes: Buffer): Buffer => {
  let end = bytes.length;
  while (end > 0 && end > bytes.length - 4 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end--;
  return (bytes[end - 1] ?? 0) >= 0xc0 ? bytes.subarray(0, end - 1) : bytes;
};

function jsonLike(text: string): string {
  const kind = /"kind"\s*:\s*"([\w-]{1,63})"/.exec(text.slice(0, 65536))?.[1];
  if (kind === "Policy" && text.includes("audit.k8s.io/")) return "an audit policy, which says what is logged, not the log";
  if (kind === "Event") return "Kubernetes events (kubectl get events), not audit events";
  return kind === undefined ? "JSON, but no audit events" : `JSON of kind ${kind}`;
}

function textLike(text: string): string {
  if (/^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+\s+\d+ [\w.-]+:\d+\]/m.test(text))
    return "a Kubernetes component's own log (klog), not its audit log";
  const kind = /^kind:\s*["']?([\w-]{1,63})/m.exec(text)?.[1];
  if (kind === "Policy" && text.includes("audit.k8s.io/")) return "an audit policy, which says what is logged, not the log";
  if (kind !== undefined && /^apiVersion:/m.test(text)) return `a YAML manifest (kind ${kind})`;
  if (/^<(?:!doctype|html|\?xml)/i.test(text)) return "a web page";
  if (/^\[?\d{4}-\d\d-\d\d[T ]/.test(text)) return "another program's log";
  return "plain text";
}

import { createReadStream } from "node:fs";
import { open, readdir, realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beginsDocument } from "../decode/decoder.ts";
import { MeshauditError } from "../model/error.ts";
import { glob, isGlob } from "./glob.ts";
import { headOf } from "./head.ts";
import { compressionOf } from "./compression.ts";
import { beginsAuditLog, looksLike } from "./looks-like.ts";
import { inWrittenOrder, withoutHalfWritten } from "./rotation.ts";
import { sourceOfFile } from "./source-of-file.ts";
import type { Compression, Source } from "./source.ts";
import { streamSource } from "./stream.ts";
import { unreadable } from "./unreadable.ts";

/** What opening sources needs of the process. */
export interface SourceIo {
  /** What is piped in; null when nothing is. */
  stdin: AsyncIterable<Uint8Array> | null;
  /** Relative paths start here. */
  cwd: string;
  /** Opens the store in a directory, by its name and its absolute path; null when none is there. Where it is left out, no store is known. */
  openStore?: ((name: string, path: string) => Promise<Source | null>) | undefined;
}

const headBytes = 64 * 1024;
const longHeadBytes = 1024 * 1024;
/**
 * The sources that specs name: a file, a pattern, a directory with logs in it, or `-` for stdin; each file once, a rotated set in the
 * order it was written. What a file holds is told by its content. Throws MeshauditError: source-missing, source-unreadable,
 * source-empty, source-not-audit.
 */
export async function openSources(specs: readonly string[], io: SourceIo): Promise<Source[]> {
  const sources: Source[] = [];
  const seen = new Set<string>();
  for (const spec of specs) {
    if (spec === "-") {
      if (!seen.has("-")) sources.push(openStdin(io));
      seen.add("-");
      continue;
    }
    for (const source of await openPaths(spec, io)) {
      const real = source.file === null ? spec : await realpath(source.file.path);
      if (!seen.has(real)) sources.push(source);
      seen.add(real);
    }
  }
  return sources;
}

function openStdin(io: SourceIo): Source {
  if (io.stdin !== null) return streamSource("stdin", io.stdin);
  throw new MeshauditError("source-missing", "nothing is piped into standard input", {
    hint: "pipe a log into it, or name a file",
  });
}

async function openPaths(spec: string, { cwd, openStore }: SourceIo): Promise<Source[]> {
  const path = resolve(cwd, spec);
  const found = await stat(path).catch((error: unknown) => {
    if (isGlob(spec)) return null;
    throw unreadable(spec, error);
  });
  if (found === null) return openMatches(spec, cwd);
  if (found.isDirectory()) {
    const store = await openStore?.(spec, path);
    return store === undefined || store === null ? openDirectory(spec, cwd) : [store];
  }
  // A pipe, such as the shell's <(zcat …).
  if (!found.isFile()) return [streamSource(spec, createReadStream(path))];
  return [await openFile(spec, path, found.size)];
}

async function openMatches(pattern: string, cwd: string): Promise<Source[]> {
  const names = await glob(pattern, cwd);
  if (names.length === 0) {
    throw new MeshauditError("source-missing", `no file matches ${pattern}`, { hint: "check the pattern, or name the directory itself" });
  }
  const opened = await openEach(names, cwd);
  if (opened.length > 0) return opened;
  throw new MeshauditError("source-empty", `every file that matches ${pattern} is empty`, {
    hint: "check that the API server writes its audit log there",
  });
}

/** Named files must be audit logs; those that merely match may be empty, as a just rotated one is. */
async function openEach(names: readonly string[], cwd: string): Promise<Source[]> {
  const sources: Source[] = [];
  for (const name of inWrittenOrder(withoutHalfWritten(names))) {
    const path = resolve(cwd, name);
    const { size } = await stat(path).catch((error: unknown) => {
      throw unreadable(name, error);
    });
    if (size > 0) sources.push(await openFile(name, path, size));
  }
  return sources;
}

/** The audit logs among a directory's files: other files may lie beside them. */
async function openDirectory(name: string, cwd: string): Promise<Source[]> {
  const entries = await readdir(resolve(cwd, name), { withFileTypes: true }).catch((error: unknown) => {
    throw unreadable(name, error);
  });
  const names = entries.filter((entry) => !entry.isDirectory() && !entry.name.startsWith(".")).map((entry) => join(name, entry.name));
  const sources: Source[] = [];
  for (const file of inWrittenOrder(withoutHalfWritten(names))) {
    const source = await openFile(file, resolve(cwd, file), null).catch((error: unknown) => {
      if (error instanceof MeshauditError && (error.code === "source-not-audit" || error.code === "source-empty")) return null;
      throw error;
    });
    if (source !== null) sources.push(source);
  }
  if (sources.length > 0) return sources;
  const what =
    names.length === 0 ? "has no files in it" : `holds no audit log (looked into ${names.length} file${names.length === 1 ? "" : "s"})`;
  throw new MeshauditError(names.length === 0 ? "source-empty" : "source-not-audit", `the directory ${name} ${what}`, {
    hint: `name the log itself, or a pattern such as '${join(name, "**", "*.log")}'`,
  });
}

async function openFile(name: string, path: string, knownSize: number | null): Promise<Source> {
  const { compression, size } = await firstLook(name, path, knownSize);
  if (size === 0) {
    throw new MeshauditError("source-empty", `${name} is empty`, {
      hint: "check that the API server writes its audit log there (--audit-log-path)",
    });
  }
  const file = { path, compression, size, documents: false };
  const source = sourceOfFile(name, file);
  let head = await headOf(source, headBytes);
  if (!beginsAuditLog(head) && head.length === headBytes) head = await headOf(source, longHeadBytes);
  if (head.length === 0) throw new MeshauditError("source-empty", `${name} holds nothing once decompressed`, { hint: "check the file" });
  if (beginsAuditLog(head)) return sourceOfFile(name, { ...file, documents: beginsDocument(head) === true });
  throw new MeshauditError("source-not-audit", `${name} is no audit log: it looks like ${looksLike(head)}`, {
    hint: "an audit log has one JSON event of audit.k8s.io a line; the API server writes it to --audit-log-path",
  });
}

async function firstLook(name: string, path: string, knownSize: number | null): Promise<{ compression: Compression; size: number }> {
  try {
    const handle = await open(path);
    try {
      const size = knownSize ?? (await handle.stat()).size;
      const magic = Buffer.alloc(4);
      await handle.read(magic, 0, magic.length, 0);
      return { compression: compressionOf(magic), size };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(name, error);
  }
}

import { MeshauditError } from "../model/error.ts";

const causes = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EISDIR", "it is a directory"],
  ["EMFILE", "too many files are open"],
  ["EIO", "the disk failed"],
  ["Z_BUF_ERROR", "its compressed data is cut short"],
  ["Z_DATA_ERROR", "its compressed data is damaged"],
  ["ZSTD_error_corruption_detected", "its compressed data is damaged"],
]);

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "");

/** What a failed read of a source means to who reads it. */
export function unreadable(name: string, error: unknown): MeshauditError {
  if (error instanceof MeshauditError) return error;
  const code = codeOf(error);
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new MeshauditError("source-missing", `there is no ${name}`, {
      hint: "check the path, and the folder that it starts from",
      cause: error,
    });
  }
  const why =
    causes.get(code) ??
    (code.startsWith("ZSTD_") || code.startsWith("Z_")
      ? "its compressed data is damaged"
      : error instanceof Error
        ? error.message
        : String(error));
  const hint =
    code === "EACCES" || code === "EPERM"
      ? "audit logs belong to root: run with sudo, or copy the file"
      : "check the file, or copy it again";
  return new MeshauditError("source-unreadable", `${name} cannot be read: ${why}`, { hint, cause: error });
}

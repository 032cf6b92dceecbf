/** The code of a file system's error, such as `ENOENT`; null for any other. */
export const diskErrorCode = (error: unknown): string | null =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;

/** Whether nothing is there under that path. */
export const isMissing = (error: unknown): boolean => ["ENOENT", "ENOTDIR"].includes(diskErrorCode(error) ?? "");

/** Whether there is no room: on the medium, or for this user. */
export const isFull = (error: unknown): boolean => ["ENOSPC", "EDQUOT"].includes(diskErrorCode(error) ?? "");

/** An error as Node's file system throws it. */
export const diskError = (code: string, operation: string, path: string): Error =>
  Object.assign(new Error(`${code}: ${operation} '${path}'`), { code, path });

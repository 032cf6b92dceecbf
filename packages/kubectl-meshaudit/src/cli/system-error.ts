const reasons = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EROFS", "it is on a file system that can only be read"],
  ["ENOTDIR", "a file is where a folder should be"],
  ["EEXIST", "a file is where a folder should be"],
  ["EISDIR", "it is a folder"],
  ["ENOENT", "it is not there, and cannot be made"],
  ["ENOSPC", "there is no room"],
  ["EDQUOT", "there is no room for this user"],
  ["EMFILE", "too many files are open"],
  ["EADDRINUSE", "something listens there already"],
  ["EADDRNOTAVAIL", "it is no address of this machine"],
  ["ENOTFOUND", "nobody knows this name"],
]);

/** What the operating system refused: its code, the call, and why in words; null for any other error, such as a bug. */
export const systemRefusal = (error: unknown): { code: string; call: string; reason: string } | null => {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return null;
  const code = String(error.code);
  return { code, call: String(error.syscall), reason: reasons.get(code) ?? code };
};

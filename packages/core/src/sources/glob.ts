import { readdir } from "node:fs/promises";
import { isAbsolute, join, resolve, sep } from "node:path";

/** Whether a path is a pattern: holds *, ?, [ or {. */
export const isGlob = (path: string): boolean => /[*?[{]/.test(path);

/** A pattern's part between slashes as a regular expression over a file's name. */
function matcher(part: string): RegExp {
  const body = part.replace(/\[!/g, "[^").replace(/[.+^$()|\\*?{},]|\[\^?[^\]]*\]/g, (found) => {
    if (found.startsWith("[")) return found;
    return { "*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")", ",": "|" }[found] ?? `\\${found}`;
  });
  return new RegExp(`^${body}$`);
}

/** The files that a pattern names, as paths written like the pattern. `*`, `?`, `[a-z]`, `{a,b}`, and `**` for any folders. Names that begin with a dot only match when asked for. */
export async function glob(pattern: string, cwd: string): Promise<string[]> {
  const parts = pattern.split(/[/\\]/).filter((part) => part !== "" && part !== ".");
  const found: string[] = [];
  await walk(isAbsolute(pattern) ? sep : "", parts, cwd, found);
  return found.sort();
}

async function walk(at: string, parts: string[], cwd: string, found: string[]): Promise<void> {
  const [part, ...rest] = parts;
  if (part === undefined) return;
  if (!isGlob(part) && rest.length > 0) return walk(join(at, part), rest, cwd, found);
  const entries = await readdir(resolve(cwd, at), { withFileTypes: true }).catch(() => []);
  if (part === "**") {
    await walk(at, rest.length === 0 ? ["*"] : rest, cwd, found);
    for (const entry of entries)
      if (entry.isDirectory() && !entry.name.startsWith(".")) await walk(join(at, entry.name), parts, cwd, found);
    return;
  }
  const matches = matcher(part);
  for (const entry of entries) {
    if (!matches.test(entry.name) || (entry.name.startsWith(".") && !part.startsWith("."))) continue;
    if (rest.length > 0) await walk(join(at, entry.name), rest, cwd, found);
    else if (!entry.isDirectory()) found.push(join(at, entry.name));
  }
}

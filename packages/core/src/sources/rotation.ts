/** A rotated log's name taken apart: `audit-2026-11-24T12-00-00.000.log.gz`, `audit.log.3`. */
interface RotatedName {
  /** What all files of one set share. */
  set: string;
  /** Sorts older before newer; the live file is last. */
  age: string;
}

/** lumberjack, which kube-apiserver writes its audit log with: `<name>-<time>.<ext>`. Source: natefinch/lumberjack, timeFromName. */
const lumberjack = /^(.*)-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3})(\.[^.]+)?(?:\.(?:gz|zst))?$/;
/** logrotate: `audit.log.1` is newer than `audit.log.2.gz`. */
const numbered = /^(.*)\.(\d{1,6})(?:\.(?:gz|zst))?$/;

function rotatedName(path: string): RotatedName {
  const byTime = lumberjack.exec(path);
  if (byTime) return { set: `${byTime[1]}${byTime[3] ?? ""}`, age: `0 ${byTime[2]}` };
  const byNumber = numbered.exec(path);
  if (byNumber) return { set: byNumber[1] ?? path, age: `1 ${String(1_000_000 - Number(byNumber[2])).padStart(7, "0")}` };
  return { set: path, age: "2" };
}

/** Paths in the order their events were written, one set after another. */
export function inWrittenOrder(paths: readonly string[]): string[] {
  const named = paths.map((path) => ({ path, ...rotatedName(path) }));
  named.sort((a, b) => compare(a.set, b.set) || compare(a.age, b.age) || compare(a.path, b.path));
  return named.map(({ path }) => path);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Paths without a lumberjack .gz whose source still stands beside it: it may be half written, and the source holds the same events. */
export function withoutHalfWritten(paths: readonly string[]): string[] {
  const all = new Set(paths);
  return paths.filter((path) => !(path.endsWith(".gz") && lumberjack.test(path) && all.has(path.slice(0, -3))));
}

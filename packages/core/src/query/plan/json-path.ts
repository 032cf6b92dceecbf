const step = /\.([\p{L}_][\p{L}\p{N}_-]*)|\[(\d{1,9})\]|\["((?:[^"\\]|\\["\\])*)"\]|\['([^']*)'\]/uy;

/**
 * The steps of a JSON path as Trino and Simple Log Service write it: `$.spec.http[0]["a.b"]`; the `$` may be missing. null when it is
 * none: there are no wildcards and no filters.
 */
export const parseJsonPath = (text: string): (string | number)[] | null => {
  const path = text.startsWith("$") ? text.slice(1) : text.startsWith("[") ? text : `.${text}`;
  const steps: (string | number)[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (match === null) return null;
    const [, name, index, double, single] = match;
    if (index !== undefined) steps.push(Number(index));
    else steps.push(name ?? single ?? double?.replaceAll(/\\(["\\])/g, "$1") ?? "");
  }
  return steps;
};

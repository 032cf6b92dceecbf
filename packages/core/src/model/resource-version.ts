/**
 * Orders two resourceVersions: integers of any length, so not numbers of this language. Anything else compares as text.
 * Source: Kubernetes API concepts, "Resource versions" (comparable for one resource since 1.35; etcd revisions before).
 */
export const compareResourceVersions = (a: string, b: string): number => {
  if (a === b) return 0;
  const whole = /^\d+$/;
  if (whole.test(a) && whole.test(b)) {
    const left = a.replace(/^0+/, "");
    const right = b.replace(/^0+/, "");
    if (left.length !== right.length) return left.length - right.length;
    return left < right ? -1 : left > right ? 1 : 0;
  }
  return a < b ? -1 : 1;
};

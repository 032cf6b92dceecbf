/** A place in an object: keys and list indexes from the root. */
export type Path = readonly (string | number)[];

const bare = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** One step of a path as text, with its leading dot where it has one. */
export const formatStep = (step: string | number, first: boolean): string =>
  typeof step === "number" ? `[${step}]` : bare.test(step) ? (first ? step : `.${step}`) : `[${JSON.stringify(step)}]`;

/** `spec.http[0].weight`; keys outside `[A-Za-z_][A-Za-z0-9_]*` are quoted: `metadata.labels["app.kubernetes.io/name"]`. */
export const formatPath = (path: Path): string => path.map((step, index) => formatStep(step, index === 0)).join("");

const token = /\.?([A-Za-z_][A-Za-z0-9_-]*)|\[(\d+)\]|\["|\['([^']*)'\]/y;

/** Where the JSON string that opens at `start` ends, past its quote. Scanned by hand: a regex runs out of stack on a key of 10 MB. */
const endOfString = (text: string, start: number): number => {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
};

/** The inverse of `formatPath`; null when the text is no path. Also takes single quotes and dashes in bare keys, as people type them. */
export const parsePath = (text: string): (string | number)[] | null => {
  const steps: (string | number)[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (!match) return null;
    const [, key, index, single] = match;
    if (key !== undefined) steps.push(key);
    else if (index !== undefined) steps.push(Number(index));
    else if (single !== undefined) steps.push(single);
    else {
      const start = token.lastIndex - 1;
      const end = endOfString(text, start);
      if (text[end] !== "]") return null;
      try {
        steps.push(JSON.parse(text.slice(start, end)) as string);
      } catch {
        return null;
      }
      token.lastIndex = end + 1;
    }
  }
  return steps;
};

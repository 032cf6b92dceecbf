/** Names that mean the same in every chart have the same colour in every chart. */
const meant: { readonly [name: string]: number } = {
  requests: 0,
  created: 2,
  updated: 0,
  deleted: 1,
  succeeded: 2,
  failed: 1,
  denied: 5,
  get: 0,
  list: 6,
  watch: 7,
  create: 2,
  update: 5,
  patch: 3,
  delete: 1,
  deletecollection: 4,
  internet: 1,
  intranet: 0,
};

const amount = 8;

/** The class that colours a series: by what its name means, else by its place. */
const colourClass = (name: string, index: number): string => {
  const own = Object.hasOwn(meant, name.toLowerCase()) ? meant[name.toLowerCase()] : undefined;
  return `c${own ?? index % amount}`;
};

/** A class for each name of a list: none has another's colour while there are enough. */
export const colourClasses = (names: readonly string[]): Map<string, string> => {
  const taken = new Set<string>();
  const classes = new Map<string, string>();
  for (const name of names) {
    const own = colourClass(name, -1);
    if (own !== "c-1" && !taken.has(own)) {
      taken.add(own);
      classes.set(name, own);
    }
  }
  const free = Array.from({ length: amount }, (_, index) => `c${index}`).filter((each) => !taken.has(each));
  let next = 0;
  for (const name of names) if (!classes.has(name)) classes.set(name, free[next++ % Math.max(1, free.length)] ?? "c0");
  return classes;
};

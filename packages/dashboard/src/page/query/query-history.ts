import { keep, kept } from "../frame/kept-choice.ts";

const most = 20;

/** The queries asked in this browser, the last first. */
export const keptQueries = (): string[] => {
  try {
    const list: unknown = JSON.parse(kept("queries") ?? "[]");
    return Array.isArray(list) ? list.filter((each) => typeof each === "string").slice(0, most) : [];
  } catch {
    return [];
  }
};

/** Keeps a query; gives the list with it. */
export const keepQuery = (query: string): string[] => {
  const list = [query, ...keptQueries().filter((other) => other !== query)].slice(0, most);
  keep("queries", JSON.stringify(list));
  return list;
};

import { kinds, resolveType, type ReportQuestion } from "@meshaudit/core";
import { reportQuestionOf } from "../protocol/report-parameters.ts";

/** The kind that a word names, as manifests spell it; the word itself where several kinds have that name. */
const kindNamed = (word: string): string => {
  const [found, ...others] = resolveType(word);
  const name = found?.kind ?? null;
  return name === null || others.length > 0 || kinds.filter(({ kind }) => kind === name).length > 1 ? word : name;
};

/**
 * The report's question of an address's parameters; null when they name no report.
 *
 * @throws MeshauditError `kind-unknown`.
 */
export const askedReport = (parameters: URLSearchParams, now: number): ReportQuestion | null => {
  const question = reportQuestionOf(parameters, now);
  const kind = question?.filters.kind ?? null;
  return question === null || kind === null ? question : { ...question, filters: { ...question.filters, kind: kindNamed(kind) } };
};

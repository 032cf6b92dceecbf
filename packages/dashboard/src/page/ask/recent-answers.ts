/** How long an answer is shown again without being asked for anew, ms: going back to a page is at once. */
const fresh = 60_000;
const most = 30;

/** The last answers, each by its question. */
export interface RecentAnswers {
  /** An answer that is fresh at a moment, ms since any; null: none is. */
  find(key: string, now: number): object | null;
  keep(key: string, answer: object, now: number): void;
}

/** Keeps the last answers, so many at most. */
export const recentAnswers = (): RecentAnswers => {
  const answers = new Map<string, { answer: object; at: number }>();
  return {
    find(key, now) {
      const found = answers.get(key);
      return found !== undefined && now - found.at < fresh ? found.answer : null;
    },
    keep(key, answer, now) {
      answers.delete(key);
      answers.set(key, { answer, at: now });
      const [oldest] = answers.keys();
      if (answers.size > most && oldest !== undefined) answers.delete(oldest);
    },
  };
};

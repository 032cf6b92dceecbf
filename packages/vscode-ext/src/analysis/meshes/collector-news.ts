import { meshPatterns, type Answers, type ObjectRef, type Searched } from "@meshaudit/core";

/** API servers send what they kept back while the collector was away: so much later than its time an event may come, ms. */
const late = 10 * 60_000;

const everyone = { labels: null, to: null, by: null };

/** No object has this name: a question about it costs next to nothing. */
const nothing = { group: "networking.istio.io", resource: "virtualservices", namespace: "default", name: "." };

/** What a collector's log spans now. */
export const lookAt = async (answers: Answers): Promise<Searched> =>
  (await answers.histories({ ...everyone, patterns: [nothing], from: null, attempts: false })).result.searched;

/** Tells which objects changed since it was last asked. */
export interface CollectorNews {
  /** null when the log holds less than it did: all may be another now. */
  since(answers: Answers, before: Searched, now: Searched): Promise<ObjectRef[] | null>;
}

/** Nothing was told yet: what is asked for first tells also what is no news. */
export const collectorNews = (): CollectorNews => {
  let told = new Set<string>();
  return {
    async since(answers, before, now) {
      if (now.parsed < before.parsed) return null;
      const from = before.to === null ? null : Date.parse(before.to) - late;
      const { result } = await answers.histories({ ...everyone, patterns: meshPatterns(null), from, attempts: true });
      const seen = new Set<string>();
      const objects: ObjectRef[] = [];
      for (const { object, changes, attempts } of result.items) {
        const ids = [...changes, ...attempts].map(({ id }) => id);
        if (ids.some((id) => !told.has(id))) objects.push(object);
        for (const id of ids) seen.add(id);
      }
      told = seen;
      return objects;
    },
  };
};

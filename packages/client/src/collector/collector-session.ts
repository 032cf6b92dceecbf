import { setTimeout as sleep } from "node:timers/promises";
import { MeshauditError, type Answers, type ObjectHistoryList, type Session } from "@meshaudit/core";
import { remoteAnswers, type RemoteConfig } from "./remote-answers.ts";

/** A source that is a collector's address. */
export const isCollector = (spec: string): boolean => /^https?:\/\//i.test(spec);

/** The parts of such an address: `https://collector.example.com:8443?mesh=prod` is the mesh `prod` there. */
export const collectorPlace = (spec: string): { url: string; mesh: string | null } => {
  const at = spec.indexOf("?");
  if (at < 0) return { url: spec, mesh: null };
  return { url: spec.slice(0, at), mesh: new URLSearchParams(spec.slice(at)).get("mesh") };
};

/** A collector is asked no oftener for news, ms. */
const leastWait = 1000;

const cannot = (what: string, hint: string): MeshauditError => new MeshauditError("argument-invalid", `a collector ${what}`, { hint });

/** A session that a collector answers: its answers are those of a session over its store. */
export const collectorSession = (config: RemoteConfig): Session => {
  const answers = remoteAnswers(config);
  return {
    ...answers,
    follow: (query, pollEvery, onNews, signal) => followAnswers(answers, query, Math.max(pollEvery, leastWait), onNews, signal),
    log: async () => {
      throw cannot("hands out no events", "ask its store on its own machine: kubectl meshaudit logs --from STORE");
    },
    verify: async () => {
      throw cannot("is not read line by line", "verify its store on its own machine: kubectl meshaudit store verify");
    },
  };
};

const followAnswers = async (
  answers: Answers,
  query: Parameters<Session["follow"]>[0],
  pollEvery: number,
  onNews: Parameters<Session["follow"]>[2],
  signal: AbortSignal,
): Promise<void> => {
  const told = new Set<string>();
  while (!signal.aborted) {
    const { result } = await answers.histories(query);
    const news = newIn(result, told);
    if (news !== null) await onNews(news);
    await sleep(pollEvery, null, { signal }).catch(() => {});
  }
};

/** What of a list was not told yet; null when there is nothing. */
const newIn = (list: ObjectHistoryList, told: Set<string>): ObjectHistoryList | null => {
  const isNew = ({ id }: { id: string }): boolean => !told.has(id) && told.add(id) !== undefined;
  const items = list.items
    .map((item) => ({ ...item, changes: item.changes.filter(isNew), attempts: item.attempts.filter(isNew) }))
    .filter(({ changes, attempts }) => changes.length + attempts.length > 0);
  return items.length === 0 ? null : { ...list, items };
};

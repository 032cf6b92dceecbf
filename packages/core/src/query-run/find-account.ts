import { nearest } from "../kinds/nearest.ts";
import { accountsNamed, requestsOf, type Account } from "../reports/account.ts";
import type { PlannedAnswer, PlannedQuery } from "./planned-queries.ts";

/** An account in a log. */
export interface FoundAccount {
  account: Account;
  /** RFC 3339; null when it was never seen. */
  firstSeen: string | null;
  lastSeen: string | null;
  /** Of one that was never seen, accounts of the log with such names. */
  near: string[];
}

const mostNear = 5;

/** Of more accounts, no near names are looked for. */
const mostAccounts = 200_000;

const seenQuery = (account: Account): string =>
  `* | SELECT min(time) AS first, max(time) AS last FROM requests WHERE ${requestsOf(account)}`;

const overAll = (text: string, limit: number | null): PlannedQuery => ({ text, from: null, to: null, limit });

const accountsQuery = overAll(`* | SELECT DISTINCT actor.user AS "user" FROM requests`, mostAccounts);

/** The queries that `findAccount` may ask. */
export const accountQueries = (word: string): PlannedQuery[] => [
  ...accountsNamed(word).map((account) => overAll(seenQuery(account), null)),
  accountsQuery,
];

/** A service account's short name, as people write it; any other name as it is. */
const shortName = (user: string): string => /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user)?.slice(1).join("/") ?? user;

/** Whom a word means: of those that it may mean, the likeliest that was ever seen. */
export const findAccount = async (word: string, ask: (queries: PlannedQuery[]) => Promise<PlannedAnswer[]>): Promise<FoundAccount> => {
  // A group is asked for last: that reads the groups of every request.
  for (const account of accountsNamed(word)) {
    const [answer] = await ask([overAll(seenQuery(account), null)]);
    const [row] = answer?.rows ?? [];
    const [first, last] = [row?.["first"], row?.["last"]];
    if (typeof first === "string" && typeof last === "string") return { account, firstSeen: first, lastSeen: last, near: [] };
  }
  const [all] = await ask([accountsQuery]);
  const users = (all?.rows ?? []).flatMap(({ user }) => (typeof user === "string" ? [user] : []));
  const near = nearest(shortName(word), users.map(shortName), mostNear);
  return { account: { kind: "user", name: word }, firstSeen: null, lastSeen: null, near };
};

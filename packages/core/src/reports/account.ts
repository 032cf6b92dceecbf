import { byUser, textLiteral } from "./conditions.ts";

/** Whose operations are audited: of a user, also as whom another acted or as who acts for another, or of all users in a group. */
export type Account = { kind: "user" | "group"; name: string };

/** What a person may mean by a word: an account's full name, a service account as NAMESPACE/NAME, or a group. The likelier first. */
export const accountsNamed = (word: string): Account[] => {
  const [, namespace, name] = /^([a-z0-9.-]+)\/([a-z0-9.-]+)$/.exec(word) ?? [];
  return [
    { kind: "user", name: word },
    ...(namespace === undefined ? [] : [{ kind: "user" as const, name: `system:serviceaccount:${namespace}:${name}` }]),
    { kind: "group", name: word },
  ];
};

/** The groups of whom a request was done for. */
const groups = "CASE WHEN impersonatedUser.username <> '' THEN impersonatedUser.groups ELSE user.groups END";

/** Requests of an account. */
export const requestsOf = ({ kind, name }: Account): string =>
  kind === "user" ? byUser(name) : `json_array_contains(${groups}, ${textLiteral(name)})`;

/** Changes of an account; a group's are those of users that were in it. */
export const changesOf = (account: Account): string =>
  account.kind === "user" ? byUser(account.name) : `actor.user IN (SELECT actor.user FROM requests WHERE ${requestsOf(account)})`;

import { listKubeContexts } from "@meshaudit/client";
import { answerQuery, own, type ObjectIdentity, type ObjectPattern, type QueryQuestion } from "@meshaudit/core";
import { kubeEnvironment, openAskedSession, type AskedSession } from "../cli/open-asked-session.ts";
import { packageRoot } from "../cli/package-root.ts";
import { readHere, withQueryRunner } from "../cli/query-runner.ts";
import { savedQueries } from "../cli/saved-queries.ts";
import { patternsOf } from "../kubectl/object-query.ts";
import type { Lookup } from "./candidates.ts";
import type { Typed } from "./typed.ts";

/** A completion that takes longer is of no use: the reader has typed on. */
const patience = 3000;

const silent = { update: () => undefined, clear: () => undefined };

const withSession = async <T>({ values }: Typed, nothing: T, question: (asked: AskedSession) => Promise<T>): Promise<T> => {
  const from = values.get("from") ?? [];
  if (from.includes("-")) return nothing;
  const flags = { from, context: values.get("context")?.at(-1), kubeconfig: values.get("kubeconfig")?.at(-1), "request-timeout": "2s" };
  try {
    return await question(await openAskedSession(flags, packageRoot(), silent, AbortSignal.timeout(patience)));
  } catch {
    // A shell has no place for an error: what was typed may not be complete yet.
    return nothing;
  }
};

const contextNames = async (kubeconfig: string | undefined): Promise<string[]> => {
  const contexts = await listKubeContexts(kubeEnvironment(kubeconfig)).catch(() => []);
  return contexts.map(({ name }) => name);
};

const accountsQuery = `* | SELECT actor.user AS "user", count(1) AS requests FROM requests WHERE actor.user <> '' GROUP BY "user" ORDER BY requests DESC, "user" LIMIT 500`;

/** The accounts that did most, in all of the log. */
const mostActive = async ({ config }: AskedSession): Promise<string[]> => {
  const question: QueryQuestion = { text: accountsQuery, now: 0, from: null, to: null, timeZone: "UTC" };
  const { result } = await withQueryRunner(`${patience}ms`, (runner) => answerQuery(question, readHere(config), runner));
  return result.rows.map((row) => own(row, "user")).filter((user) => typeof user === "string");
};

/** Looks up what the sources and the kubeconfig have, for what was typed; nothing where they cannot be read. */
export const lookupFor = (typed: Typed): Lookup => {
  const namespace = typed.switches.has("all-namespaces") ? null : (typed.values.get("namespace")?.at(-1) ?? null);
  const objects = (patterns: () => ObjectPattern[]): Promise<ObjectIdentity[]> =>
    withSession(typed, [], async ({ session }) => session.names(patterns()));
  return {
    objects: (type) => objects(() => patternsOf([type], namespace)),
    namespaces: async () =>
      [...new Set((await objects(() => patternsOf([], null))).map((object) => object.namespace))].filter((name) => name !== "").toSorted(),
    users: () => withSession(typed, [], mostActive),
    contexts: () => contextNames(typed.values.get("kubeconfig")?.at(-1)),
    queries: () =>
      savedQueries().then(
        ({ items }) => items.map(({ name }) => name),
        () => [],
      ),
  };
};

import * as Flags from "@oclif/core/flags";

/** Where events are read from, and which objects a question is about. */
export const sourceFlags = {
  from: Flags.string({
    summary: "read this audit log: a file, a pattern, a directory, or - (repeatable; default: MESHAUDIT_FROM, then what use stored)",
    helpValue: "SOURCE",
    multiple: true,
    multipleNonGreedy: true,
  }),
  verify: Flags.boolean({ summary: "first read every line of the log and account for it" }),
};

/** Which of the objects that are named so. */
export const scopeFlags = {
  namespace: Flags.string({ char: "n", summary: "the object's namespace", helpValue: "NAMESPACE" }),
  "all-namespaces": Flags.boolean({ char: "A", summary: "in all namespaces" }),
};

export const selectorFlags = {
  selector: Flags.string({ char: "l", summary: "only objects with these labels, such as app=reviews", helpValue: "SELECTOR" }),
};

/** How an answer is shown. */
export const outputFlags = {
  output: Flags.string({
    char: "o",
    summary: "table, wide, json, yaml, name, jsonpath=…, custom-columns=…",
    helpValue: "FORMAT",
    default: "table",
    helpGroup: "OUTPUT",
  }),
  "no-headers": Flags.boolean({ summary: "only rows: no title, no headers, no summary", helpGroup: "OUTPUT" }),
  utc: Flags.boolean({ summary: "take and show times of day in UTC, not in the local zone", helpGroup: "OUTPUT" }),
  color: Flags.option({
    summary: "auto, always or never (NO_COLOR and FORCE_COLOR are heeded)",
    options: ["auto", "always", "never"] as const,
    helpValue: "WHEN",
    default: "auto" as const,
    helpGroup: "OUTPUT",
  })(),
};

/** Which changes of an object. */
export const changeFlags = {
  since: Flags.string({ summary: "changes since this time: 14:05, yesterday 14:05, 2h, RFC 3339", helpValue: "TIME" }),
  until: Flags.string({ summary: "changes until this time", helpValue: "TIME" }),
  by: Flags.string({ summary: "changes by this user, also as the impersonator or the cause of a deletion", helpValue: "USER" }),
  attempts: Flags.boolean({ summary: "also what was tried and failed, or changed nothing" }),
};

export const atFlag = {
  at: Flags.string({ summary: "as it was at this time: 14:05, yesterday 14:05, 2h ago, RFC 3339", helpValue: "TIME" }),
};

/** kubectl's connection flags: they count where the live cluster is asked. */
const connectionFlags = {
  context: Flags.string({ summary: "kubeconfig context", helpValue: "NAME", hidden: true }),
  kubeconfig: Flags.string({ summary: "kubeconfig file", helpValue: "FILE", hidden: true }),
  as: Flags.string({ summary: "user to impersonate", helpValue: "USER", hidden: true }),
  "as-group": Flags.string({ summary: "group to impersonate", helpValue: "GROUP", multiple: true, multipleNonGreedy: true, hidden: true }),
  "as-uid": Flags.string({ summary: "uid to impersonate", helpValue: "UID", hidden: true }),
  cluster: Flags.string({ summary: "kubeconfig cluster", helpValue: "NAME", hidden: true }),
  user: Flags.string({ summary: "kubeconfig user", helpValue: "NAME", hidden: true }),
  server: Flags.string({ char: "s", summary: "address of the API server", helpValue: "URL", hidden: true }),
  token: Flags.string({ summary: "bearer token", helpValue: "TOKEN", hidden: true }),
  "insecure-skip-tls-verify": Flags.boolean({ summary: "do not check the server's certificate", hidden: true }),
  "certificate-authority": Flags.string({ summary: "file with the certificate authority", helpValue: "FILE", hidden: true }),
  "client-certificate": Flags.string({ summary: "file with the client certificate", helpValue: "FILE", hidden: true }),
  "client-key": Flags.string({ summary: "file with the client key", helpValue: "FILE", hidden: true }),
  "request-timeout": Flags.string({ summary: "how long one request may take, such as 30s; 0 for ever", helpValue: "TIME", hidden: true }),
  "tls-server-name": Flags.string({ summary: "name that the server's certificate must have", helpValue: "NAME", hidden: true }),
};

/** What every command takes. */
export const commonFlags = {
  ...connectionFlags,
  v: Flags.integer({
    char: "v",
    summary: "how much to say about the work: 1 names the source, 6 shows a bug's stack",
    helpValue: "LEVEL",
    default: 0,
    helpGroup: "OUTPUT",
  }),
};

export const limitFlag = {
  limit: Flags.integer({ summary: "how many rows; 0 for all (20 on a terminal)", helpValue: "N", min: 0 }),
};

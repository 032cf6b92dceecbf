import { readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { isObject, MeshauditError, own, textAt, type JsonValue } from "@meshaudit/core";

/** What a kubeconfig says of the context in use, as far as no cluster needs to be asked. */
export interface KubeContext {
  name: string;
  /** null: none is set, which kubectl takes for `default`. */
  namespace: string | null;
}

/** What finding the kubeconfig files needs of the process. */
export interface KubeconfigPlace {
  /** `--kubeconfig` */
  flag: string | undefined;
  /** The variable KUBECONFIG. */
  variable: string | undefined;
  home: string;
}

/** What finding a cluster needs of the process. */
export interface KubeEnvironment extends KubeconfigPlace {
  /** Whether the process runs in a pod, whose cluster stands in when there is no kubeconfig: KUBERNETES_SERVICE_HOST is set. */
  inCluster: boolean;
}

/** The kubeconfig files, first to last, as kubectl looks for them. Source: kubectl, "The KUBECONFIG environment variable". */
export const kubeconfigPaths = ({ flag, variable, home }: KubeconfigPlace): string[] => {
  if (flag !== undefined) return [flag];
  const listed = (variable ?? "").split(delimiter).filter((path) => path !== "");
  return listed.length > 0 ? listed : [join(home, ".kube", "config")];
};

const contextsOf = (document: unknown): JsonValue[] => {
  const contexts = own(document, "contexts");
  return Array.isArray(contexts) ? contexts.filter(isObject) : [];
};

/** The context in use of merged kubeconfigs: for every value the first file that sets it counts. null when there is none. */
export const contextIn = (documents: readonly unknown[], wanted: string | undefined): KubeContext | null => {
  const current = documents.map((document) => textAt(document, "current-context")).find((name) => name !== null);
  const name = wanted ?? current ?? null;
  if (name === null) return null;
  const entry = documents.flatMap(contextsOf).find((context) => own(context, "name") === name);
  if (entry === undefined && wanted === undefined) return null;
  return { name, namespace: textAt(entry, "context", "namespace") };
};

/** One context of several that may be chosen. */
export interface ListedContext extends KubeContext {
  /** Whether it is the one in use. */
  current: boolean;
}

/** All contexts of merged kubeconfigs, each once, in the order of the files. Of those with one name the first counts. */
export const contextsIn = (documents: readonly unknown[]): ListedContext[] => {
  const inUse = contextIn(documents, undefined)?.name;
  const found = new Map<string, ListedContext>();
  for (const context of documents.flatMap(contextsOf)) {
    const name = textAt(context, "name");
    if (name === null || found.has(name)) continue;
    found.set(name, { name, namespace: textAt(context, "context", "namespace"), current: name === inUse });
  }
  return [...found.values()];
};

const readKubeconfig = async (path: string, mustExist: boolean): Promise<unknown> => {
  try {
    const text = await readFile(path, "utf8");
    const { parse } = await import("yaml");
    // At "silent" it would pass over errors too.
    return parse(text, { logLevel: "error" });
  } catch (error) {
    if (!mustExist && error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
    throw new MeshauditError("config-invalid", `the kubeconfig ${path} cannot be read: ${reason}`, {
      hint: "check the file, --kubeconfig and KUBECONFIG",
      cause: error,
    });
  }
};

const readKubeconfigs = (place: KubeconfigPlace): Promise<unknown[]> =>
  Promise.all(kubeconfigPaths(place).map((path) => readKubeconfig(path, place.flag !== undefined)));

/**
 * The kubeconfig context in use; null when there is none.
 *
 * @throws MeshauditError `config-invalid` when a kubeconfig cannot be read, or `--kubeconfig` names none.
 */
export const readKubeContext = async (place: KubeconfigPlace, wanted: string | undefined): Promise<KubeContext | null> =>
  contextIn(await readKubeconfigs(place), wanted);

/**
 * All contexts that may be chosen; none without a kubeconfig.
 *
 * @throws MeshauditError as `readKubeContext`.
 */
export const listKubeContexts = async (place: KubeconfigPlace): Promise<ListedContext[]> => contextsIn(await readKubeconfigs(place));

import { readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { isObject, MeshauditError, own, textAt, type JsonValue } from "@meshaudit/core";

/** What a kubeconfig says of the context in use, as far as no cluster needs to be asked. */
export interface KubeContext {
  name: string;
  /** null: none is set, which kubectl takes for `default`. */
  namespace: string | null;
}

/** What finding the kubeconfig needs of the process. */
export interface KubeEnvironment {
  /** `--kubeconfig` */
  flag: string | undefined;
  /** The variable KUBECONFIG. */
  variable: string | undefined;
  home: string;
}

/** The kubeconfig files, first to last, as kubectl looks for them. Source: kubectl, "The KUBECONFIG environment variable". */
export const kubeconfigPaths = ({ flag, variable, home }: KubeEnvironment): string[] => {
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

const readKubeconfig = async (path: string, mustExist: boolean): Promise<unknown> => {
  try {
    const text = await readFile(path, "utf8");
    const { parse } = await import("yaml");
    return parse(text, { logLevel: "silent" });
  } catch (error) {
    if (!mustExist && error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
    throw new MeshauditError("config-invalid", `the kubeconfig ${path} cannot be read: ${reason}`, {
      hint: "check the file, --kubeconfig and KUBECONFIG",
      cause: error,
    });
  }
};

/**
 * The kubeconfig context in use; null when there is none.
 *
 * @throws MeshauditError `config-invalid` when a kubeconfig cannot be read, or `--kubeconfig` names none.
 */
export const readKubeContext = async (environment: KubeEnvironment, wanted: string | undefined): Promise<KubeContext | null> => {
  const paths = kubeconfigPaths(environment);
  return contextIn(await Promise.all(paths.map((path) => readKubeconfig(path, environment.flag !== undefined))), wanted);
};

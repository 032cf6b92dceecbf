import * as vscode from "vscode";
import type { Settings } from "../protocol/settings.ts";

const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The settings as they are, with the demo's folder while somebody looks at it. What a workspace without trust says of these is left out by VS Code: they are restricted in package.json. */
export const readSettings = (demo: string | null): Settings => {
  const configuration = vscode.workspace.getConfiguration("meshaudit");
  const meshes: unknown = configuration.get("meshes");
  const rules = typeof meshes === "object" && meshes !== null ? Object.entries(meshes) : [];
  return {
    sources: textsIn(configuration.get("sources")),
    collectorCa: text(configuration.get("collectorCa")),
    kubeconfig: text(configuration.get("kubeconfig")),
    context: text(configuration.get("context")),
    meshes: rules.flatMap(([glob, mesh]) => (typeof mesh === "string" ? [{ glob, mesh }] : [])),
    defaultNamespace: text(configuration.get("defaultNamespace")),
    liveCluster: configuration.get("liveCluster") === true,
    demo,
  };
};

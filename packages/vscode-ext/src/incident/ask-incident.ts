import { parseLength } from "@meshaudit/client";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Services } from "../host/services.ts";
import type { MeshRef } from "../protocol/file-view.ts";
import { labelText } from "../words/label-text.ts";
import { isNow, lengthProblem, momentIn, offeredLengths, timeProblem, type IncidentWindow } from "./incident-window.ts";

/** What a person wants to know: what changed in a mesh around a time. */
export interface Incident extends IncidentWindow {
  mesh: MeshRef;
  /** Whether the moment is now, whenever it is asked. */
  moving: boolean;
}

/** The active file's mesh, else the only one, else the one that a person chooses. */
const askMesh = async ({ ask, files, meshStates }: Services): Promise<MeshRef | null> => {
  const document = vscode.window.activeTextEditor?.document;
  const ofFile = document === undefined ? null : (files.known(document)?.mesh ?? null);
  if (ofFile !== null) return ofFile;
  const states = meshStates().length > 0 ? meshStates() : await ask("meshes", null);
  const [only, ...others] = states;
  if (only === undefined) {
    const choose = l10n.t("Choose an Audit Log");
    const chosen = await vscode.window.showInformationMessage(l10n.t("There is no audit log to look into yet."), choose);
    if (chosen === choose) await vscode.commands.executeCommand("meshaudit.chooseSource");
    return null;
  }
  if (others.length === 0) return only.mesh;
  const items = states.map(({ mesh }) => ({ label: labelText(mesh.name), mesh }));
  return (await vscode.window.showQuickPick(items, { title: l10n.t("Which mesh had the incident?") }))?.mesh ?? null;
};

const askTime = (services: Services): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: l10n.t("When did it happen?"),
    prompt: l10n.t("14:05, yesterday 14:05, 2h ago, 2026-11-24T14:05:00Z; nothing is now"),
    value: "now",
    valueSelection: [0, 3],
    ignoreFocusOut: true,
    validateInput: (text) => timeProblem(text, services.clock()),
  });

const askLength = async (): Promise<string | undefined> => {
  const offered = offeredLengths.map((length) => ({ label: length, length, description: l10n.t("before and after") }));
  const items = [...offered, { label: l10n.t("Other…"), length: null }];
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { length: string | null }>(items, {
    title: l10n.t("How far around it?"),
  });
  if (picked === undefined || picked.length !== null) return picked?.length ?? undefined;
  return vscode.window.showInputBox({ title: l10n.t("How far around it?"), value: "30m", validateInput: lengthProblem });
};

/** Asks for mesh, time and window, one after the other; null when a person changed their mind. */
export const askIncident = async (services: Services): Promise<Incident | null> => {
  const mesh = await askMesh(services);
  const time = mesh === null ? undefined : await askTime(services);
  const length = time === undefined ? undefined : await askLength();
  if (mesh === null || time === undefined || length === undefined) return null;
  return { mesh, at: momentIn(time, services.clock()), length: parseLength(length), moving: isNow(time) };
};

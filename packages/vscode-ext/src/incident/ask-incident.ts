import { parseLength } from "@meshaudit/client";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { askMesh } from "../host/ask-mesh.ts";
import type { Services } from "../host/services.ts";
import type { MeshRef } from "../protocol/file-view.ts";
import { isNow, lengthProblem, momentIn, offeredLengths, timeProblem, type IncidentWindow } from "./incident-window.ts";

/** What a person wants to know: what changed in a mesh around a time. */
export interface Incident extends IncidentWindow {
  mesh: MeshRef;
  /** Whether the moment is now, whenever it is asked. */
  moving: boolean;
}

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
  const mesh = await askMesh(services, l10n.t("Which mesh had the incident?"));
  const time = mesh === null ? undefined : await askTime(services);
  const length = time === undefined ? undefined : await askLength();
  if (mesh === null || time === undefined || length === undefined) return null;
  return { mesh, at: momentIn(time, services.clock()), length: parseLength(length), moving: isNow(time) };
};

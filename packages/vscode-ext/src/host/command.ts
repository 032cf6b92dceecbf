import * as l10n from "@vscode/l10n";
import { MeshauditError } from "@meshaudit/core";
import * as vscode from "vscode";
import { labelText } from "../words/label-text.ts";
import type { Services } from "./services.ts";

const isCancelled = (error: unknown): boolean =>
  error instanceof vscode.CancellationError || (error instanceof Error && error.name === "AbortError");

/** What is wrong, and what to do, in a line; null for a bug. */
export const problemOf = (error: unknown): string | null => {
  if (!(error instanceof MeshauditError)) return null;
  return labelText(error.hint === null ? error.message : `${error.message}: ${error.hint}`, 400);
};

/** Tells a person that a command failed: what to do, or that it is a bug, whose stack is in the output channel. Being cancelled is no news. */
const showProblem = async (services: Pick<Services, "log">, error: unknown): Promise<void> => {
  if (isCancelled(error)) return;
  const problem = problemOf(error);
  if (problem !== null) {
    await vscode.window.showWarningMessage(problem);
    return;
  }
  services.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const show = l10n.t("Show Output");
  const chosen = await vscode.window.showErrorMessage(l10n.t("meshaudit failed. The output channel says more."), show);
  if (chosen === show) services.log.show();
};

/** Registers a command whose failures are shown, once each. */
export const registerCommand = (services: Services, id: string, run: (argument: unknown) => Promise<void>): vscode.Disposable =>
  vscode.commands.registerCommand(id, async (argument: unknown) => {
    try {
      await run(argument);
    } catch (error) {
      void showProblem(services, error);
    }
  });

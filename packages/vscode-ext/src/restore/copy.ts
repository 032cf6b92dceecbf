import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { chosenChange, chosenTarget } from "../host/chosen-target.ts";
import { registerCommand } from "../host/command.ts";
import type { Feature } from "../host/services.ts";
import { changeMarkdown } from "./change-markdown.ts";
import { kubectlCommand } from "./kubectl-command.ts";

/** How long the status bar says that something was copied, in ms. */
const said = 3000;

const putOnClipboard = async (text: string): Promise<void> => {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(l10n.t("Copied"), said);
};

/** What a change is, for other places: a command, and Markdown. */
export const copy: Feature = (services) =>
  vscode.Disposable.from(
    registerCommand(services, "meshaudit.copyKubectl", async (argument) => {
      const target = await chosenTarget(services, argument);
      if (target !== null) await putOnClipboard(kubectlCommand(target));
    }),
    registerCommand(services, "meshaudit.copyMarkdown", async (argument) => {
      const chosen = await chosenChange(services, argument);
      if (chosen !== null) await putOnClipboard(changeMarkdown(chosen, services.clock()));
    }),
  );

import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Secrets } from "../host/redaction-key.ts";
import type { TokenWanted } from "../protocol/questions.ts";
import { shortText } from "../words/short.ts";
import { tokenKeeper } from "./token-keeper.ts";

/** The tokens of collectors, which are in VS Code's SecretStorage and nowhere else. */
export interface HeldTokens {
  /** The analysis wants one: the one that is kept, else what a person types, who is asked once for each collector. */
  onWanted(wanted: TokenWanted): Promise<void>;
  /** A person wants to give one, see `collectorAddress`. False when they think better of it. */
  replace(address: string): Promise<boolean>;
}

const askPerson = async ({ address, refused }: TokenWanted): Promise<string | null> => {
  const typed = await vscode.window.showInputBox({
    title: l10n.t("meshaudit: a token for reading"),
    prompt: refused
      ? l10n.t("The collector {0} does not know the token that it was given. Another one:", shortText(address))
      : l10n.t(
          "The collector {0} asks for a token. It is kept in this editor's secret storage, and sent to this collector alone.",
          shortText(address),
        ),
    password: true,
    ignoreFocusOut: true,
  });
  return typed?.trim() || null;
};

/** Tokens as they are held for this window. `give` hands one to the analysis. */
export const heldTokens = (
  secrets: Secrets,
  give: (address: string, token: string | null) => Promise<void>,
  log: Pick<vscode.LogOutputChannel, "warn">,
): HeldTokens => {
  const keeper = tokenKeeper(secrets, askPerson, (error) => log.warn(`a token is this session's only: ${String(error)}`));
  return {
    onWanted: async (wanted) => give(wanted.address, await keeper.find(wanted)).catch((error: unknown) => log.warn(String(error))),
    replace: async (address) => {
      const token = await keeper.replace(address);
      if (token !== null) await give(address, token);
      return token !== null;
    },
  };
};

import { howLabel, whoLabel, type Clock } from "@meshaudit/client";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ChangeView } from "../protocol/change-view.ts";
import { objectWords } from "../words/change-words.ts";
import { cutText, shortActor } from "../words/short.ts";
import { ageText } from "../words/age-text.ts";
import { labelText } from "../words/label-text.ts";
import { targetOf, type ChangeTarget } from "./change-target.ts";
import { objectAt } from "./object-at.ts";
import type { Services } from "./services.ts";

/** A change that a command is about. */
export interface ChosenChange extends ChangeTarget {
  change: ChangeView;
}

/** How many changes of an object a person is offered. */
const offered = 500;

const tell = async (message: string): Promise<null> => {
  await vscode.window.showInformationMessage(labelText(message, 400));
  return null;
};

const targetAtCursor = async ({ files }: Services): Promise<ChangeTarget | null> => {
  const editor = vscode.window.activeTextEditor;
  const nothing = (): Promise<null> => tell(l10n.t("Put the cursor into a mesh's object in a YAML file first."));
  if (editor === undefined || !files.mayHold(editor.document)) return nothing();
  const view = await files.view(editor.document);
  const found = view === null ? null : objectAt(view, editor.selection.active.line);
  if (view === null || found === null) return nothing();
  if (view.mesh === null) return tell(l10n.t("Which mesh this file belongs to is not known."));
  if (found.object !== null) return { mesh: view.mesh.key, object: found.object, change: null };
  return tell(found.standing.kind === "unnamed" ? found.standing.why : l10n.t("The name of this object in the cluster is not known."));
};

/** What a command is about: what it was called on, else the object at the cursor; null after a person was told why there is none. */
export const chosenTarget = async (services: Services, argument: unknown): Promise<ChangeTarget | null> =>
  targetOf(argument) ?? (await targetAtCursor(services));

/** A change as it stands in a list to choose from. */
const changeItem = (change: ChangeView, clock: Clock): vscode.QuickPickItem & { change: ChangeView } => {
  const actor = shortActor(change.actor);
  return {
    label: labelText(whoLabel(actor, false), 80),
    description: labelText(`${ageText(Date.parse(change.time), clock)} · ${howLabel({ actor, verb: cutText(change.verb) }, false)}`, 120),
    detail: labelText(change.summary),
    change,
  };
};

/** The newest changes of an object, newest first; null after a person was told that none is known. */
export const knownChanges = async ({ ask }: Services, { mesh, object }: ChangeTarget): Promise<ChangeView[] | null> => {
  const { changes, notes } = await ask("changes", { mesh, object, limit: offered });
  if (changes.length > 0) return changes;
  return tell([l10n.t("No change of {0} is known.", objectWords(object)), ...notes].join(" "));
};

/** One of an object's changes, chosen by a person; null when none was. */
export const chooseChange = async (services: Services, title: string, changes: readonly ChangeView[]): Promise<ChangeView | null> => {
  const items = changes.map((change) => changeItem(change, services.clock()));
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true });
  return picked?.change ?? null;
};

/** The change that a command is about: what it was called on, else one that a person chooses among those of the object at the cursor. */
export const chosenChange = async (services: Services, argument: unknown): Promise<ChosenChange | null> => {
  const target = await chosenTarget(services, argument);
  if (target === null) return null;
  if (target.change !== null) return { ...target, change: target.change };
  const changes = await knownChanges(services, target);
  if (changes === null) return null;
  const [only] = changes;
  if (changes.length === 1 && only !== undefined) return { ...target, change: only };
  const change = await chooseChange(services, labelText(l10n.t("Which change of {0}?", objectWords(target.object))), changes);
  return change === null ? null : { ...target, change };
};

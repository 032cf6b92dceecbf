import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { objectWords } from "../words/change-words.ts";
import { openVersion, versionUri } from "../documents/documents.ts";
import { chooseChange, chosenChange, chosenTarget, knownChanges } from "../host/chosen-target.ts";
import { registerCommand } from "../host/command.ts";
import type { Feature, Services } from "../host/services.ts";
import type { Version } from "../protocol/questions.ts";
import { labelText } from "../words/label-text.ts";
import { changeTitle, fileTitle, liveTitle, versionsTitle } from "./diff-title.ts";
import { fileSide } from "./file-with-object.ts";

const showDiff = async (left: vscode.Uri, right: vscode.Uri, title: string): Promise<void> => {
  await vscode.commands.executeCommand("vscode.diff", left, right, title, { preview: true } satisfies vscode.TextDocumentShowOptions);
};

/** What a change left; for a deletion what it took. */
const versionOf = ({ id, operation }: { id: string; operation: string }): Version => ({
  kind: operation === "deleted" ? "before" : "after",
  change: id,
});

const openDiff = async (services: Services, argument: unknown): Promise<void> => {
  const chosen = await chosenChange(services, argument);
  if (chosen === null) return;
  const { mesh, object, change } = chosen;
  const side = (kind: "before" | "after"): vscode.Uri => versionUri({ mesh, object, shown: { kind, change: change.id } });
  await showDiff(side("before"), side("after"), changeTitle(object, change, services.clock()));
};

const openAsItWas = async (services: Services, argument: unknown): Promise<void> => {
  const chosen = await chosenChange(services, argument);
  if (chosen !== null) await openVersion({ mesh: chosen.mesh, object: chosen.object, shown: versionOf(chosen.change) });
};

const compareWithFile = async (services: Services, argument: unknown): Promise<void> => {
  const target = await chosenTarget(services, argument);
  const file = target === null ? null : await fileSide(services, target);
  if (target === null || file === null) return;
  const { mesh, object, change } = target;
  const shown = change === null ? ({ kind: "last" } as const) : versionOf(change);
  await showDiff(versionUri({ mesh, object, shown }), file, fileTitle(object, change, services.clock()));
};

const compareWithLive = async (services: Services, argument: unknown): Promise<void> => {
  const target = await chosenTarget(services, argument);
  const file = target === null ? null : await fileSide(services, target);
  if (target === null || file === null) return;
  const { mesh, object } = target;
  await showDiff(versionUri({ mesh, object, shown: { kind: "live" } }), file, liveTitle(object));
};

const compareVersions = async (services: Services, argument: unknown): Promise<void> => {
  const target = await chosenTarget(services, argument);
  const changes = target === null ? null : await knownChanges(services, target);
  if (target === null || changes === null) return;
  const { mesh, object } = target;
  const what = objectWords(object);
  if (changes.length === 1) {
    await openDiff(services, { mesh, object, change: changes[0] });
    return;
  }
  const first = target.change ?? (await chooseChange(services, labelText(l10n.t("{0}: compare what this change left…", what)), changes));
  if (first === null) return;
  const others = changes.filter(({ id }) => id !== first.id);
  const second = await chooseChange(services, labelText(l10n.t("{0}: …with what this one left", what)), others);
  if (second === null) return;
  // They are listed newest first; one that is not listed any more is older than all that are.
  const place = (id: string): number => (changes.findIndex((one) => one.id === id) + changes.length + 1) % (changes.length + 1);
  const [older, newer] = place(first.id) > place(second.id) ? [first, second] : [second, first];
  const side = (change: string): vscode.Uri => versionUri({ mesh, object, shown: { kind: "after", change } });
  await showDiff(side(older.id), side(newer.id), versionsTitle(object, older, newer, services.clock()));
};

/** Versions of an object side by side. */
export const diff: Feature = (services) =>
  vscode.Disposable.from(
    registerCommand(services, "meshaudit.openDiff", (argument) => openDiff(services, argument)),
    registerCommand(services, "meshaudit.openAsItWas", (argument) => openAsItWas(services, argument)),
    registerCommand(services, "meshaudit.compareWithFile", (argument) => compareWithFile(services, argument)),
    registerCommand(services, "meshaudit.compareWithLive", (argument) => compareWithLive(services, argument)),
    registerCommand(services, "meshaudit.compareVersions", (argument) => compareVersions(services, argument)),
  );

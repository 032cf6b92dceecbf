import { isObject } from "@meshaudit/core";
import * as vscode from "vscode";
import { targetOf } from "../host/change-target.ts";
import { concerns, type Services } from "../host/services.ts";
import type { ChangeFilter } from "../protocol/questions.ts";
import { meshChangeRow } from "./change-row.ts";
import { groupChanges, groupings, type Grouping } from "./group-changes.ts";
import { filterWords, isFiltered, noFilter } from "./mesh-filter.ts";
import { pickFilter, pickGrouping, pickMesh } from "./mesh-picks.ts";
import { meshMessage } from "./mesh-words.ts";
import { groupRow, type Page } from "./row.ts";
import type { ShownMesh } from "./shown-mesh.ts";
import { shortText } from "../words/short.ts";
import { createTree } from "./tree.ts";

const memory = "meshaudit.meshGrouping";

/** Newest changes whose people, kinds and namespaces are offered as filters. */
const offered = 1000;

/** Whom a command was called on: the person of a row, or of a target's change; null when there is none. */
const personOf = (argument: unknown): string | null => {
  const person: unknown = isObject(argument) && Object.hasOwn(argument, "person") ? argument["person"] : null;
  return typeof person === "string" ? person : (targetOf(argument)?.change?.actor.user ?? null);
};

/** *Mesh*: recent changes of the whole mesh, grouped and filtered, as they arrive. */
export const meshView = (services: Services, shown: ShownMesh): vscode.Disposable => {
  const { ask, clock, context, log, meshStates, onMeshState, onNews } = services;
  let filter: ChangeFilter = noFilter;
  const grouping = (): Grouping => {
    const remembered = context.workspaceState.get<string>(memory);
    return groupings.find((known) => known === remembered) ?? "time";
  };

  const sayState = (): void => {
    const state = shown.current();
    const name = state === null || meshStates().length < 2 ? "" : shortText(state.mesh.name);
    tree.view.message = state === null ? "" : meshMessage(state);
    tree.view.description = [name, filterWords(filter)].filter((part) => part !== "").join(" · ");
  };

  const rows = async (limit: number): Promise<Page> => {
    sayState();
    const mesh = shown.current()?.mesh.key;
    if (mesh === undefined) return { rows: [], more: false };
    const { changes, more } = await ask("recent", { mesh, filter, limit });
    const now = clock();
    const by = grouping();
    const groups = groupChanges(changes, by, now).map(({ key, label, changes: some }, index) => {
      const inside = some.map(({ object, change }) => meshChangeRow(mesh, object, change, now));
      return groupRow(JSON.stringify([mesh, by, key]), label, icons[by], inside, index === 0);
    });
    return { rows: groups, more };
  };

  const tree = createTree("meshaudit.mesh", rows, log);
  const applyFilter = (next: ChangeFilter): void => {
    filter = next;
    void vscode.commands.executeCommand("setContext", "meshaudit.meshFiltered", isFiltered(filter));
    tree.rewind();
    tree.refresh();
  };
  const chooseFilter = async (): Promise<void> => {
    const mesh = shown.current()?.mesh.key;
    if (mesh === undefined) return;
    const asked = ask("recent", { mesh, filter: noFilter, limit: offered });
    const chosen = await pickFilter(asked.then(({ changes }) => changes));
    if (chosen !== null) applyFilter({ ...filter, [chosen.by]: chosen.value });
  };
  const chooseGrouping = async (): Promise<void> => {
    const chosen = await pickGrouping(grouping());
    if (chosen === null) return;
    await context.workspaceState.update(memory, chosen);
    tree.refresh();
  };
  const chooseMesh = async (): Promise<void> => {
    const chosen = await pickMesh(meshStates());
    if (chosen !== null) await shown.choose(chosen.key);
  };
  const filterByPerson = async (argument: unknown): Promise<void> => {
    const person = personOf(argument);
    if (person === null) return chooseFilter();
    applyFilter({ ...filter, by: person });
    await vscode.commands.executeCommand("meshaudit.mesh.focus");
  };
  const command = vscode.commands.registerCommand;
  return vscode.Disposable.from(
    tree,
    shown.onDidChange(() => {
      tree.rewind();
      tree.refresh();
    }),
    onMeshState(sayState),
    onNews((news) => {
      if (concerns(news, shown.current()?.mesh.key)) tree.refresh();
    }),
    command("meshaudit.groupMesh", chooseGrouping),
    command("meshaudit.filterMesh", chooseFilter),
    command("meshaudit.clearMeshFilter", () => applyFilter(noFilter)),
    command("meshaudit.filterByPerson", filterByPerson),
    command("meshaudit.showMesh", chooseMesh),
    command("meshaudit.refreshMeshView", () => {
      tree.refresh();
      return ask("refresh", null);
    }),
  );
};

const icons: { [grouping in Grouping]: string } = {
  time: "calendar",
  namespace: "symbol-namespace",
  person: "account",
  kind: "symbol-class",
};

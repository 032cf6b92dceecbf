import * as vscode from "vscode";
import { problemOf, registerCommand } from "../host/command.ts";
import { concerns, type Feature, type Services } from "../host/services.ts";
import type { RankedView } from "../protocol/questions.ts";
import { createTree, type Tree } from "../views/tree.ts";
import { labelText } from "../words/label-text.ts";
import { askIncident, type Incident } from "./ask-incident.ts";
import { nothingChanged, windowWords } from "./incident-window.ts";
import { rankedRow } from "./ranked-row.ts";

const viewId = "meshaudit.incident";

const setShown = (shown: boolean): Thenable<unknown> => vscode.commands.executeCommand("setContext", "meshaudit.incidentShown", shown);

/** The span of the log's events, ms since the epoch; null while it is not known. */
const logSpan = ({ meshStates }: Services, mesh: string): { from: number; to: number } | null => {
  const status = meshStates().find((state) => state.mesh.key === mesh)?.status;
  if (status?.kind !== "ready" || status.from === null || status.to === null) return null;
  const [from, to] = [Date.parse(status.from), Date.parse(status.to)];
  return Number.isFinite(from) && Number.isFinite(to) ? { from, to } : null;
};

/** What changed around a time, the likeliest cause first. The view is there once somebody asked, until it is closed. */
export const incident: Feature = (services) => {
  const { ask, clock, log, meshStates, onNews } = services;
  let asked: Incident | null = null;
  let ranked: RankedView[] = [];
  let running: AbortController | null = null;
  let tree: Tree | null = null;

  const shownTree = (): Tree => {
    tree ??= createTree(
      viewId,
      (limit) => {
        const rows = asked === null ? [] : ranked.slice(0, limit);
        const at = asked?.at ?? 0;
        const mesh = asked?.mesh.key ?? "";
        return { rows: rows.map((one) => rankedRow(mesh, one, at, clock())), more: ranked.length > limit };
      },
      log,
    );
    return tree;
  };
  const say = (found: Incident, message: string): void => {
    const { view } = shownTree();
    const { title, description } = windowWords(found, clock());
    view.title = title;
    view.description = meshStates().length > 1 ? `${labelText(found.mesh.name, 60)} · ${description}` : description;
    view.message = message;
  };

  /** Asks anew. What is shown stays until there is an answer. */
  const look = async (): Promise<void> => {
    if (asked === null) return;
    const found: Incident = asked.moving ? { ...asked, at: clock().now } : asked;
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const { mesh, at, length } = found;
    const input = { mesh: mesh.key, at, from: at - length, to: at + length, namespace: null };
    let answer: RankedView[] = [];
    let message = "";
    try {
      answer = await vscode.window.withProgress({ location: { viewId } }, () => ask("incident", input, controller.signal));
      message = answer.length === 0 ? nothingChanged(found, logSpan(services, mesh.key), clock()) : "";
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null && !controller.signal.aborted) throw error;
      message = problem ?? "";
    }
    // Closed, or asked anew, in the meantime.
    if (controller.signal.aborted) return;
    [asked, ranked] = [found, answer];
    say(found, message);
    shownTree().refresh();
  };

  const start = async (): Promise<void> => {
    const chosen = await askIncident(services);
    if (chosen === null) return;
    [asked, ranked] = [chosen, []];
    say(chosen, "");
    shownTree().rewind();
    shownTree().refresh();
    await setShown(true);
    await vscode.commands.executeCommand(`${viewId}.focus`);
    await look();
  };
  const close = async (): Promise<void> => {
    running?.abort();
    [asked, ranked] = [null, []];
    await setShown(false);
  };

  return vscode.Disposable.from(
    { dispose: () => (running?.abort(), tree?.dispose()) },
    registerCommand(services, "meshaudit.incident", start),
    registerCommand(services, "meshaudit.refreshIncident", look),
    registerCommand(services, "meshaudit.closeIncident", close),
    onNews((news) => {
      if (asked === null || !concerns(news, asked.mesh.key)) return;
      look().catch((error: unknown) => log.debug(`what changed around the incident is not known anew: ${String(error)}`));
    }),
  );
};

import type { Clock } from "@meshaudit/client";
import * as l10n from "@vscode/l10n";
import type { ChangeTarget } from "../host/change-target.ts";
import type { ObjectChanges } from "../protocol/change-view.ts";
import type { FileView, ObjectView, Standing } from "../protocol/file-view.ts";
import { escapeMarkdown } from "../words/markdown.ts";
import { attemptRow } from "./attempt-row.ts";
import { ownChangeRow } from "./change-row.ts";
import { driftRow } from "./drift-row.ts";
import { standingSentences, standingWords, viewLabel } from "../words/file-words.ts";
import { gapRow } from "./gap-row.ts";
import { allOf, groupRow, plainRow, type Children, type Page, type Row } from "./row.ts";
import { shortText } from "../words/short.ts";

/** What a row of an object needs of its surroundings. */
export interface ObjectSurroundings {
  clock: Clock;
  /** Whether differences to the mesh are shown. */
  drift: boolean;
  /** Asks for the newest changes of an object. */
  changesOf(target: ChangeTarget, limit: number): Promise<ObjectChanges>;
}

const iconOf = (standing: Standing): string => {
  switch (standing.kind) {
    case "unnamed":
      return "question";
    case "never-seen":
      return "circle-outline";
    case "failed":
      return "error";
    case "seen":
      return standing.alive === false ? "trash" : "symbol-object";
  }
};

/** Changes newest first, each gap below the first change that is known after it; gaps whose change is not listed come last. */
export const historyRows = (mesh: string, { object, changes, gaps }: ObjectChanges, clock: Clock): Row[] => {
  const left = new Set(gaps);
  const rows = changes.flatMap((change) => {
    const below = [...left].filter((gap) => gap.beforeGeneration === change.generation);
    for (const gap of below) left.delete(gap);
    return [ownChangeRow(mesh, object, change, clock), ...below.map((gap) => gapRow(gap, clock))];
  });
  return [...rows, ...[...left].map((gap) => gapRow(gap, clock))];
};

const driftRows = ({ uri, mesh }: FileView, { object, drift }: ObjectView, clock: Clock): Row[] =>
  mesh === null || object === null ? [] : drift.map((entry) => driftRow(uri, mesh, object, entry, clock));

const contents = (file: FileView, view: ObjectView, target: ChangeTarget | null, surroundings: ObjectSurroundings): Children => {
  const { clock, drift, changesOf } = surroundings;
  const said = standingSentences(view.standing).map((text, index) => ({
    ...plainRow(`note ${index}`, text, "info"),
    tooltip: escapeMarkdown(text),
  }));
  const differing = drift ? driftRows(file, view, clock) : [];
  const mesh = shortText(file.mesh?.name ?? "");
  const first = [
    ...said,
    ...(differing.length === 0 ? [] : [groupRow("drift", l10n.t("Differs from {0}", mesh), "git-compare", differing, true)]),
  ];
  if (target === null || view.standing.kind !== "seen") return allOf(first);
  return async (limit): Promise<Page> => {
    const known = await changesOf(target, limit);
    const attempts = known.attempts.map((attempt) => attemptRow(target.mesh, known.object, attempt, clock));
    const others = attempts.length === 0 ? [] : [groupRow("attempts", l10n.t("Attempts without effect"), "history", attempts, false)];
    return { rows: [...first, ...others, ...historyRows(target.mesh, known, clock)], more: known.total > known.changes.length };
  };
};

/** An object of a file with how it stands; below it what it differs in, its attempts, its changes and what is missing among them. */
export const objectRow = (file: FileView, view: ObjectView, surroundings: ObjectSurroundings): Row => {
  const target = file.mesh === null || view.object === null ? null : { mesh: file.mesh.key, object: view.object, change: null };
  const label = viewLabel(view);
  const sentences = standingSentences(view.standing);
  const differs = surroundings.drift && view.drift.length > 0 ? l10n.t("differs") : "";
  const description = [differs, standingWords(view.standing, surroundings.clock)].filter((part) => part !== "").join(" · ");
  const known = view.standing.kind === "seen" && (view.standing.changes > 0 || view.drift.length > 0);
  return {
    ...plainRow(`object ${label}`, label, iconOf(view.standing)),
    description,
    tooltip: [`**${escapeMarkdown(label)}**`, ...sentences.map((text) => escapeMarkdown(text))].join("\n\n"),
    spoken: [`${label}, ${description}`, ...sentences].join(". "),
    context: target === null ? "meshaudit.object.unknown" : "meshaudit.object",
    target,
    click: { kind: "place", uri: file.uri, range: view.head },
    children: contents(file, view, target, surroundings),
    open: known && file.objects.length === 1,
  };
};

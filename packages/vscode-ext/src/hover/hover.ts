import { MeshauditError } from "@meshaudit/core";
import * as vscode from "vscode";
import { editorRange } from "../host/editor-range.ts";
import type { Feature, Services } from "../host/services.ts";
import { signalOf } from "../host/signal-of.ts";
import type { FileView, PlaceView } from "../protocol/file-view.ts";
import type { TrustedMarkdown } from "../words/command-link.ts";
import { hoverMarkdown } from "../words/hover-markdown.ts";
import { noteMarkdown, readingMarkdown } from "../words/silence-markdown.ts";

/** How long an answer may take before it is said that a log is being read, in ms. */
const patience = 300;

const hoverOf = ({ markdown, commands }: TrustedMarkdown, range?: vscode.Range): vscode.Hover => {
  const content = new vscode.MarkdownString(markdown, false);
  content.supportHtml = false;
  content.isTrusted = { enabledCommands: commands };
  return new vscode.Hover(content, range);
};

const rangeOf = (place: PlaceView): vscode.Range => editorRange(place.kind === "field" ? place.field.range : place.range);

/** Why nothing is known of a place: said on the line that tells what an object is, and of a failed source on all of the object. */
const silence = (view: FileView | null, position: vscode.Position): vscode.Hover | null => {
  const note = view?.note ?? null;
  if (view === null || note === null) return null;
  const found = view.objects.find(({ range, head }) => editorRange(note.kind === "source-failed" ? range : head).contains(position));
  return found === undefined
    ? null
    : hoverOf(noteMarkdown(note), editorRange(found.head).contains(position) ? editorRange(found.head) : undefined);
};

const answer = async (services: Services, document: vscode.TextDocument, position: vscode.Position, signal: AbortSignal) => {
  const { ask, files, clock, meshStates } = services;
  const { version } = document;
  await files.sync(document);
  if (signal.aborted || document.version !== version) return null;
  const { line, character } = position;
  const asked = ask("place", { uri: document.uri.toString(), position: { line, character } }, signal);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), patience);
  });
  const first = await Promise.race([asked, late]).finally(() => clearTimeout(timer));
  if (first === "late" && files.known(document) === null) {
    const reading = readingMarkdown(meshStates());
    if (reading !== null) {
      // Nobody waits for it any longer; that it was asked for is why the log is read.
      asked.catch(() => {});
      return hoverOf(reading);
    }
  }
  const place = first === "late" ? await asked : first;
  if (signal.aborted || document.version !== version) return null;
  if (place === null) return silence(await files.view(document, signal), position);
  return hoverOf(hoverMarkdown(place, clock()), rangeOf(place));
};

/** On a field of a mesh's object: who set it, when, from what, to what. On what the object is: its last changes. */
export const hover: Feature = (services) =>
  vscode.languages.registerHoverProvider(
    { language: "yaml" },
    {
      provideHover: async (document, position, token) => {
        if (vscode.workspace.getConfiguration("meshaudit").get("hover.enabled") === false || !services.files.mayHold(document)) return null;
        const signal = signalOf(token);
        try {
          return await answer(services, document, position, signal);
        } catch (error) {
          if (signal.aborted) return null;
          if (error instanceof MeshauditError) {
            return hoverOf(noteMarkdown({ kind: "source-failed", message: error.message, hint: error.hint }));
          }
          services.log.error(error instanceof Error ? error : String(error));
          return null;
        }
      },
    },
  );

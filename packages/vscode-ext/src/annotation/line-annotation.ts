import type * as vscode from "vscode";
import type { Services } from "../host/services.ts";
import { annotationText, objectText, tellingField, unsavedText } from "../words/annotation-text.ts";

/** Where the first value of a line can be: past what indents it and begins an entry. */
const firstCharacter = (text: string): number => /^[\s-]*/.exec(text)?.[0].length ?? 0;

/** What is said after a line of a document; "" where nothing is known of it, or it is in no object of a mesh. */
export const lineAnnotation = async (
  { ask, files, clock }: Services,
  document: vscode.TextDocument,
  line: number,
  edited: boolean,
  signal: AbortSignal,
): Promise<string> => {
  const { version } = document;
  const view = await files.view(document, signal);
  if (view === null || view.mesh === null || document.version !== version || line >= document.lineCount) return "";
  const object = view.objects.find(({ range }) => range.start.line <= line && line <= range.end.line);
  const text = document.lineAt(line).text;
  const character = firstCharacter(text);
  if (object === undefined || object.object === null || character >= text.length || text[character] === "#") return "";
  if (!edited && object.head.start.line === line) return objectText(object, clock());
  const uri = document.uri.toString();
  const found = await ask("fields", { uri, fromLine: line, toLine: line }, signal);
  const field = tellingField(found.filter(({ range }) => range.start.line === line));
  if (edited) return unsavedText(field, clock());
  if (field !== null) return annotationText(field, clock());
  const place = await ask("place", { uri, position: { line, character } }, signal);
  return place?.kind === "field" && place.field.range.start.line === line ? annotationText(place.field, clock()) : "";
};

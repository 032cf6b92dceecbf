import type { FileText } from "../../protocol/file-view.ts";
import { lineIndex, type LineIndex } from "../manifest/line-index.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { manifestParser, type ParseManifest } from "../manifest/parse-manifest.ts";
import { surroundingsOf } from "../manifest/surroundings-of.ts";
import { noSurroundings } from "../manifest/surroundings.ts";

/** A document of the editor with what is in it. */
export interface OpenDocument {
  file: FileText;
  manifest: Manifest;
  lines: LineIndex;
}

/** The documents that the editor handed over, each parsed when it is first asked about. */
export interface OpenDocuments {
  open(file: FileText): void;
  close(uri: string): void;
  /** null when it was not handed over, or is too large to look at. */
  get(uri: string): Promise<OpenDocument | null>;
  file(uri: string): FileText | null;
}

const parsed = async (file: FileText, text: string, parse: ParseManifest): Promise<OpenDocument> => {
  const surroundings = file.path === null ? noSurroundings : await surroundingsOf(file.path);
  return { file, manifest: parse(text, surroundings), lines: lineIndex(text) };
};

/** No documents yet. */
export const openDocuments = (): OpenDocuments => {
  const documents = new Map<string, { file: FileText; parse: ParseManifest; parsed: Promise<OpenDocument> | null }>();
  return {
    // What a new version has in common with the last is not read again.
    open: (file) => void documents.set(file.uri, { file, parse: documents.get(file.uri)?.parse ?? manifestParser(), parsed: null }),
    close: (uri) => void documents.delete(uri),
    file: (uri) => documents.get(uri)?.file ?? null,
    get: async (uri) => {
      const found = documents.get(uri);
      if (found === undefined || found.file.text === null) return null;
      return (found.parsed ??= parsed(found.file, found.file.text, found.parse));
    },
  };
};

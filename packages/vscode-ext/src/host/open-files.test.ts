import { describe, expect, it, vi } from "vitest";
import type { TextDocument } from "vscode";
import type { Ask } from "../protocol/call.ts";
import type { FileView } from "../protocol/file-view.ts";
import { openFiles } from "./open-files.ts";

const documents = vi.hoisted((): unknown[] => []);

vi.mock("vscode", () => {
  const never = () => ({ dispose: () => {} });
  return {
    EventEmitter: class {
      event = never;
      fire = () => {};
      dispose = () => {};
    },
    Uri: { parse: (text: string) => text },
    workspace: {
      textDocuments: documents,
      getConfiguration: () => ({ get: (_: string, otherwise: unknown) => otherwise }),
      getWorkspaceFolder: () => undefined,
      onDidChangeTextDocument: never,
      onDidCloseTextDocument: never,
      onDidChangeConfiguration: never,
    },
  };
});

const documentOf = (name: string, version: number, text: string): TextDocument => {
  const uri = { scheme: "file", fsPath: `/w/${name}`, toString: () => `file:///w/${name}` };
  const lines = { lineCount: 1, lineAt: () => ({ range: { end: 0 } }), offsetAt: () => text.length };
  return { uri, version, languageId: "yaml", getText: () => text, ...lines } as unknown as TextDocument;
};

const viewOf = (lasts: number | null): FileView => ({ uri: "", version: 1, mesh: null, note: null, objects: [], lasts });

const start = (lasts: number | null = null) => {
  const said: string[] = [];
  const ask = (async (name: string, input: { uri?: string; version?: number; text?: string }) => {
    said.push(name === "openFile" ? `${name} ${input.uri} ${input.version} ${input.text}` : name);
    return name === "file" ? viewOf(lasts) : null;
  }) as unknown as Ask;
  return { said, ask, files: openFiles(ask, () => ({ dispose: () => {} })) };
};

describe("the open files", () => {
  it("are handed over again, as they are now, to an analysis that knows none", async () => {
    const { files, said, ask } = start();
    const [first, second] = [documentOf("a.yaml", 1, "a"), documentOf("b.yaml", 1, "b")];
    documents.splice(0, documents.length, first, second, documentOf("never-asked.yaml", 1, "c"));
    await files.view(first);
    await files.view(second);
    Object.assign(second, { version: 2, getText: () => "bb" });
    said.length = 0;
    await files.handOver(ask);
    expect(said).toEqual(["openFile file:///w/a.yaml 1 a", "openFile file:///w/b.yaml 2 bb"]);
    await files.sync(second);
    expect(said).toHaveLength(2);
  });

  it("are looked at once as long as nothing changes", async () => {
    const { files, said } = start();
    const document = documentOf("a.yaml", 1, "a");
    await files.view(document);
    await files.view(document);
    expect(said.filter((name) => name === "file")).toHaveLength(1);
  });

  it("are looked at again when what was known of them no longer holds", async () => {
    const { files, said } = start(0);
    const document = documentOf("a.yaml", 1, "a");
    await files.view(document);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await files.view(document);
    expect(said.filter((name) => name === "file")).toHaveLength(2);
  });
});

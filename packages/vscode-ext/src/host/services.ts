import type { Clock } from "@meshaudit/client";
import type * as vscode from "vscode";
import type { Ask } from "../protocol/call.ts";
import type { FileView } from "../protocol/file-view.ts";
import type { MeshState } from "../protocol/mesh-state.ts";
import type { HeldTokens } from "../sources/held-tokens.ts";
import type { Tidings } from "../protocol/questions.ts";

/** Objects of a mesh that changed; `all` when its log was read anew. */
export type News = Tidings["news"];

/** Whether news are about a mesh, by its key. */
export const concerns = ({ mesh }: News, key: string | null | undefined): boolean => mesh === everyMesh || mesh === key;

/** News of this mesh are of all. */
export const everyMesh = "";

/** The open documents, as the analysis knows them. Text is handed over when somebody asks and, while it is typed, after a rest. */
export interface Files {
  /** Whether a document can hold a mesh's objects at all: YAML, of this workspace or this disk. Costs nothing. */
  mayHold(document: vscode.TextDocument): boolean;
  /** What is known of a document as it is now; null when nothing of a mesh is in it. Cached until its text or its mesh changes. */
  view(document: vscode.TextDocument, signal?: AbortSignal): Promise<FileView | null>;
  /** The last view, without waiting; null when there is none of this version. */
  known(document: vscode.TextDocument): FileView | null;
  /** Hands over a document's text, so that a question about it is about what is on the screen. */
  sync(document: vscode.TextDocument): Promise<void>;
  /** A document's view may be another now. */
  onDidChange: vscode.Event<vscode.Uri>;
}

/** What each feature is handed. */
export interface Services {
  ask: Ask;
  files: Files;
  /** The states of all meshes, as last told. */
  meshStates(): readonly MeshState[];
  onMeshState: vscode.Event<MeshState>;
  onNews: vscode.Event<News>;
  /** Now, and the zone that times are shown in. */
  clock(): Clock;
  log: vscode.LogOutputChannel;
  context: vscode.ExtensionContext;
  tokens: HeldTokens;
  /** Tells the analysis the settings, and all features that everything may be another now. */
  configure(): Promise<void>;
}

/** A feature: registers itself; what it returns is disposed of with the extension. */
export type Feature = (services: Services) => vscode.Disposable;

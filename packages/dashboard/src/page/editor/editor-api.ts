import type { FromPage, PageState } from "../../protocol/editor-messages.ts";

/** What VS Code gives to the pages that it shows. Source: acquireVsCodeApi, VS Code's webview guide. */
interface EditorApi {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: PageState): void;
}

/** The editor that shows the page; null in a browser. A page may ask for it once. */
export const editorApi: EditorApi | null = (globalThis as { acquireVsCodeApi?: () => EditorApi }).acquireVsCodeApi?.() ?? null;

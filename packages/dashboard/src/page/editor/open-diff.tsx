import { editorApi } from "./editor-api.ts";

/** Opens what a change changed in the editor's own diff; nothing in a browser. */
export const OpenDiff = ({ object, change }: { object: string; change: string }) =>
  editorApi === null ? null : (
    <button type="button" class="tool open-diff" onClick={() => editorApi?.postMessage({ type: "diff", object, change })}>
      Open in the editor
    </button>
  );

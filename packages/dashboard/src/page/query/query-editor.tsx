import { useEffect, useRef } from "preact/hooks";
import type { QueryLanguage } from "../../protocol/api.ts";
import type { Editor, WrongPlace } from "./code-editor.ts";

interface EditorProps {
  value: string;
  language: QueryLanguage | null;
  wrong: WrongPlace | null;
  onChange(value: string): void;
  onRun(): void;
}

/** The editor of queries; its code is loaded when the page is first opened. */
export const QueryEditor = ({ value, language, wrong, onChange, onRun }: EditorProps) => {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const latest = useRef({ value, language, wrong, onChange, onRun });
  latest.current = { value, language, wrong, onChange, onRun };
  useEffect(() => {
    let gone = false;
    void import("./code-editor.ts").then(({ openEditor }) => {
      if (gone || host.current === null) return;
      const { value, wrong } = latest.current;
      editor.current = openEditor(host.current, value, {
        language: () => latest.current.language,
        onChange: (text) => latest.current.onChange(text),
        onRun: () => latest.current.onRun(),
      });
      editor.current.mark(wrong);
    });
    return () => {
      gone = true;
      editor.current?.close();
    };
  }, []);
  useEffect(() => {
    editor.current?.set(value);
    onChange(value);
  }, [value]);
  useEffect(() => editor.current?.mark(wrong), [wrong?.start, wrong?.end, wrong?.message]);
  return <div class="editor" ref={host} />;
};

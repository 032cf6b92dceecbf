import { autocompletion, closeBrackets, completionKeymap, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, keymap, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { QueryLanguage } from "../../protocol/api.ts";
import { completionsAt } from "./completions.ts";

/** A place of a query where it is wrong, in UTF-16 code units. */
export interface WrongPlace {
  start: number;
  end: number;
  message: string;
}

/** An editor that is there. */
export interface Editor {
  set(value: string): void;
  mark(wrong: WrongPlace | null): void;
  close(): void;
}

const keywords =
  /^(?:select|from|where|group|by|order|having|limit|offset|as|and|or|not|in|is|null|like|between|case|when|then|else|end|distinct|join|left|on|using|union|all|with|asc|desc|nulls|first|last|cast|try_cast|interval|true|false|exists)$/i;

/** Colours only: what is right is the server's to say. */
const language = StreamLanguage.define({
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^'(?:[^']|'')*'?/)) return "string";
    if (stream.match(/^"(?:[^"]|"")*"?/)) return "variableName";
    if (stream.match(/^\d+(?:\.\d+)?/)) return "number";
    if (stream.match(/^--.*/)) return "comment";
    if (stream.match(/^[\w.]+/)) {
      const word = stream.current();
      if (keywords.test(word)) return "keyword";
      return stream.peek() === "(" ? "function" : "variableName";
    }
    if (stream.eat("|")) return "keyword";
    stream.next();
    return "operator";
  },
  tokenTable: { function: tags.function(tags.variableName) },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: tags.number, color: "var(--code-number)" },
  { tag: tags.comment, color: "var(--muted)" },
  { tag: tags.function(tags.variableName), color: "var(--code-function)" },
]);

const look = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "var(--field)", fontSize: "13px" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6" },
  ".cm-content": { minHeight: "76px", padding: "8px 4px", caretColor: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--field)", border: "none" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { backgroundColor: "var(--selection) !important" },
  ".cm-tooltip": { backgroundColor: "var(--panel)", color: "var(--text)", border: "1px solid var(--border)", borderRadius: "6px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionDetail": { color: "inherit", opacity: "0.75", fontStyle: "normal" },
});

const complete =
  (languageOf: () => QueryLanguage | null) =>
  (context: CompletionContext): CompletionResult | null => {
    const language = languageOf();
    const word = context.matchBefore(/[\w.]*/);
    if (language === null || word === null || (word.from === word.to && !context.explicit)) return null;
    return { from: word.from, options: completionsAt(context.state.doc.toString(), context.pos, language), validFor: /^[\w.]*$/ };
  };

interface Asks {
  language(): QueryLanguage | null;
  onChange(value: string): void;
  onRun(): void;
}

/**
 * Opens an editor in an element. It lies in a shadow tree, where its styles are objects and not elements, which the page's policy would
 * refuse.
 */
export const openEditor = (host: HTMLElement, value: string, { language: languageOf, onChange, onRun }: Asks): Editor => {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const parent = document.createElement("div");
  root.append(parent);
  const run = { key: "Mod-Enter", run: () => (onRun(), true), preventDefault: true };
  const view = new EditorView({
    root,
    parent,
    state: EditorState.create({
      doc: value,
      extensions: [
        history(),
        drawSelection(),
        closeBrackets(),
        autocompletion({ override: [complete(languageOf)], icons: false }),
        keymap.of([run, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        language,
        syntaxHighlighting(colours),
        lintGutter(),
        look,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "Query", spellcheck: "false" }),
        placeholder("verb: delete | SELECT user.username, count(*) AS n FROM requests GROUP BY user.username ORDER BY n DESC"),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    set(text) {
      const before = view.state.doc.toString();
      if (text !== before) view.dispatch({ changes: { from: 0, to: before.length, insert: text } });
    },
    mark(wrong) {
      const end = view.state.doc.length;
      const places =
        wrong === null
          ? []
          : [
              {
                from: Math.min(wrong.start, end),
                to: Math.min(Math.max(wrong.end, wrong.start), end),
                severity: "error" as const,
                message: wrong.message,
              },
            ];
      view.dispatch(setDiagnostics(view.state, places));
    },
    close() {
      view.destroy();
      parent.remove();
    },
  };
};

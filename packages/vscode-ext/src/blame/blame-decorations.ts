import * as vscode from "vscode";
import { columnWidth, type BlamedLine } from "./blame-column.ts";
import { heatColours, heatIcon } from "./heat.ts";

/** How blamed lines look. */
export interface BlameDecorations extends vscode.Disposable {
  /** Shows lines before an editor's; none clears them. */
  show(editor: vscode.TextEditor, lines: readonly BlamedLine[]): void;
}

const gutter = (colour: string): vscode.ThemableDecorationRenderOptions => ({ gutterIconPath: vscode.Uri.parse(heatIcon(colour), true) });

const heatType = ({ light, dark }: { light: string; dark: string }): vscode.TextEditorDecorationType =>
  vscode.window.createTextEditorDecorationType({
    gutterIconSize: "cover",
    overviewRulerLane: vscode.OverviewRulerLane.Left,
    light: { ...gutter(light), overviewRulerColor: light },
    dark: { ...gutter(dark), overviewRulerColor: dark },
  });

const columnOption = ({ line, text }: BlamedLine): vscode.DecorationOptions => ({
  range: new vscode.Range(line, 0, line, 0),
  renderOptions: {
    before: {
      // A column without text has its width all the same, so that the file's own text stays aligned.
      contentText: text === "" ? "\u00a0" : text.replaceAll(" ", "\u00a0"),
      color: new vscode.ThemeColor("meshaudit.blameForeground"),
      backgroundColor: new vscode.ThemeColor("meshaudit.blameBackground"),
      width: `${columnWidth + 2}ch`,
      margin: "0 2ch 0 0",
      fontStyle: "normal",
      fontWeight: "normal",
    },
  },
});

/** The types of decoration of a blame: a step of heat each, and the column. */
export const blameDecorations = (): BlameDecorations => {
  const column = vscode.window.createTextEditorDecorationType({ rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen });
  const heats = heatColours.map(heatType);
  return {
    show: (editor, lines) => {
      editor.setDecorations(column, lines.map(columnOption));
      heats.forEach((type, step) => {
        const hot = lines.filter(({ heat }) => heat === step);
        editor.setDecorations(
          type,
          hot.map(({ line }) => new vscode.Range(line, 0, line, 0)),
        );
      });
    },
    dispose: () => [column, ...heats].forEach((type) => void type.dispose()),
  };
};

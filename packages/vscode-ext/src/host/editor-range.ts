import * as vscode from "vscode";
import type { Range } from "../protocol/position.ts";

/** A stretch of text as VS Code has it. */
export const editorRange = ({ start, end }: Range): vscode.Range => new vscode.Range(start.line, start.character, end.line, end.character);

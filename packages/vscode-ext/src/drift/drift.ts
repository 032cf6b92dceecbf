import * as vscode from "vscode";
import type { Feature } from "../host/services.ts";
import { driftFixes } from "./drift-fixes.ts";
import { driftProblems } from "./drift-problems.ts";

/** Where a file and the last audited state of its objects differ: as problems where the setting asks for them, with ways to settle it. */
export const drift: Feature = (services) => vscode.Disposable.from(driftProblems(services), driftFixes(services));

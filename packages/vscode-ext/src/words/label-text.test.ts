import { expect, it } from "vitest";
import { labelText } from "./label-text.ts";

it.each([
  ["reviews", "reviews"],
  ["$(alert) reviews", "$ (alert) reviews"],
  ["[click](command:workbench.action.quit)", "[click] (command:workbench.action.quit)"],
  ["a\nb\u202ec", String.raw`a\nb\u202ec`],
  ["x".repeat(1_000_000), `${"x".repeat(159)}…`],
])("shows a stranger's text in a label as text: %j", (text, label) => expect(labelText(text)).toBe(label));

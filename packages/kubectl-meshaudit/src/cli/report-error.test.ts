import { MeshauditError } from "@meshaudit/core";
import { describe, expect, it } from "vitest";
import { styleOf } from "../terminal/style.ts";
import { reportError } from "./report-error.ts";

const context = { verbosity: 0, command: "blame", flags: ["from", "path"], style: styleOf(false) };
const coded = (code: string) => Object.assign(new Error("failed"), { code });
const parser = (message: string) => Object.assign(new Error(`${message}\nSee more help with --help`), { oclif: { exit: 2 } });

describe("what is said of an error", () => {
  it("is its message and its hint, and no more", () => {
    const error = new MeshauditError("source-empty", "audit.log is empty", { hint: "check it\u001b[2J" });
    expect(reportError(error, context)).toEqual({ lines: ["error: audit.log is empty", String.raw`hint: check it\u001b[2J`], status: 1 });
  });

  it("is nothing when a reader has enough, or a person does", () => {
    expect(reportError(coded("EPIPE"), context)).toEqual({ lines: [], status: 0 });
    expect(reportError(new DOMException("aborted", "AbortError"), context)).toEqual({ lines: [], status: 130 });
  });

  it("is that the output is not whole when the disk is full", () => {
    expect(reportError(coded("ENOSPC"), context)).toMatchObject({
      status: 1,
      lines: [expect.stringContaining("only a part of it"), expect.any(String)],
    });
  });

  it.each([
    ["Nonexistent flag: --pth", "error: unknown flag: --pth", "hint: did you mean --path? All flags: kubectl meshaudit blame --help"],
    ["Nonexistent flag: -x", "error: unknown flag: -x", "hint: All flags: kubectl meshaudit blame --help"],
    ["Flag --path expects a value", "error: Flag --path expects a value", "hint: see kubectl meshaudit blame --help"],
    [
      "Expected --color=blue to be one of: auto, never",
      "error: --color=blue is none of auto, never",
      "hint: see kubectl meshaudit blame --help",
    ],
    [
      "Parsing --limit \n\tExpected an integer but received: x",
      "error: --limit: expected an integer but received: x",
      "hint: see kubectl meshaudit blame --help",
    ],
  ])("is for %j what is wrong with which flag", (message, ...lines) => {
    expect(reportError(parser(message), context)).toEqual({ lines, status: 1 });
  });

  it("is for a bug a line, and its stack only when that is asked for", () => {
    const bug = new TypeError("x is not a function");
    expect(reportError(bug, context)).toEqual({
      lines: ["error: this is a bug in meshaudit: x is not a function", "hint: run it again with -v 6 and report what it prints"],
      status: 1,
    });
    expect(reportError(bug, { ...context, verbosity: 6 }).lines.join("\n")).toMatch(/TypeError: x is not a function\n +at /);
  });
});

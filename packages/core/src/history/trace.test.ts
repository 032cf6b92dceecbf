import { describe, expect, it } from "vitest";
import type { FieldChange } from "../model/change.ts";
import { formatPath, parsePath } from "../model/path.ts";
import { tracer } from "./trace.ts";

const field = (op: FieldChange["op"], path: string, fromPath: string | null = null): FieldChange => ({
  op,
  path,
  key: path,
  fromPath,
  before: null,
  after: null,
});

const traced = (path: string, fields: FieldChange[], empty = false): string | null => {
  const before = tracer(fields)(parsePath(path) ?? [], empty);
  return before === null ? null : formatPath(before);
};

describe("tracing a path back over one step", () => {
  it.each([
    ["stays where nothing touched it", "spec.hosts[0]", [], "spec.hosts[0]"],
    ["ends at the entry that set it", "spec.http[0].timeout", [field("changed", "spec.http[0].timeout")], null],
    ["ends below a part added as a whole", "spec.http[1].route[0].weight", [field("added", "spec.http[1]")], null],
    ["ends at a creation", "spec.hosts[0]", [field("added", "")], null],
    ["goes back by one past an entry inserted before it", "spec.http[1].timeout", [field("added", "spec.http[0]")], "spec.http[0].timeout"],
    ["goes on by one past an entry removed before it", "spec.http[0].timeout", [field("removed", "spec.http[0]")], "spec.http[1].timeout"],
    ["follows a moved entry", "spec.http[0].timeout", [field("moved", "spec.http[0]", "spec.http[2]")], "spec.http[2].timeout"],
    ["shifts what a moved entry passed", "spec.http[1].timeout", [field("moved", "spec.http[0]", "spec.http[2]")], "spec.http[0].timeout"],
    [
      "keeps what a moved entry did not pass",
      "spec.http[3].timeout",
      [field("moved", "spec.http[0]", "spec.http[2]")],
      "spec.http[3].timeout",
    ],
    [
      "uses the older index for the lists inside",
      "spec.http[1].match[0].name",
      [field("added", "spec.http[0]"), field("removed", "spec.http[0].match[0]")],
      "spec.http[0].match[1].name",
    ],
  ])("%s", (_, path, fields, expected) => {
    expect(traced(path, fields)).toBe(expected);
  });

  it("ends at an empty list that something was taken from", () => {
    expect(traced("spec.http", [field("removed", "spec.http[0]")], true)).toBeNull();
    expect(traced("spec.hosts", [field("removed", "spec.http[0]")], true)).toBe("spec.hosts");
  });
});

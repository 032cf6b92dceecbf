import { describe, expect, it } from "vitest";
import type { QueryLanguage } from "../../protocol/api.ts";
import { completionsAt } from "./completions.ts";

const column = (name: string) => ({ name, type: "text", says: "" });
const language: QueryLanguage = {
  tables: [
    { name: "log", says: "", columns: [column("verb"), column("annotations.authorization.k8s.io/reason")] },
    { name: "changes", says: "", columns: [column("summary")] },
  ],
  functions: [{ name: "split", usage: "split(text, separator)", says: "" }],
};

const offered = (text: string): string[] => completionsAt(text, text.length, language).map(({ label, apply }) => apply ?? label);

describe("what may come next in a query", () => {
  it("is a field of the log in the search", () => {
    expect(offered("ve")).toEqual(["verb: ", "annotations.authorization.k8s.io/reason: ", "and", "or", "not"]);
  });

  it("is a column of the table that is read in the SQL, quoted where it must be", () => {
    expect(offered("* | SELECT ")).toContain(`"annotations.authorization.k8s.io/reason"`);
    expect(offered("* | SELECT ")).toContain("split");
    const text = "* | SELECT  FROM changes";
    const names = completionsAt(text, 11, language).map(({ label }) => label);
    expect(names).toContain("summary");
    expect(names).not.toContain("verb");
  });
});

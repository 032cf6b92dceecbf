import type { BlamedPath, ObjectBlame } from "@meshaudit/core";
import { describe, expect, it } from "vitest";
import { actor, change, options, reviews, searched } from "../testing/answers.ts";
import { blameLines } from "./blame-lines.ts";
import { renderBlame } from "./blame.ts";

const yaml = `kind: VirtualService
spec:
  hosts:
  - reviews
  http:
  - name: default
    route:
    - weight: 20
    - weight: 80
    script: |
      one
      two
`;

const created = change(30);
const edited = change(4, { actor: actor({ user: "carol@example.com" }) });
const blamed = (path: string, by: typeof created | null): BlamedPath => ({ path, key: path, value: "x", change: by, evidence: "exact" });

const result: ObjectBlame = {
  apiVersion: "meshaudit.io/v1",
  kind: "ObjectBlame",
  object: reviews,
  searched,
  at: "2026-11-24T12:26:00Z",
  evidence: "exact",
  paths: [
    blamed("kind", created),
    blamed("spec.hosts[0]", created),
    blamed("spec.http[0].name", created),
    blamed("spec.http[0].route[0].weight", edited),
    blamed("spec.http[0].route[1].weight", edited),
    blamed("spec.http[0].script", null),
  ],
  yaml,
};

describe("blame", () => {
  it("names for each line the change that last set its value, and says what nothing explains", async () => {
    expect(renderBlame(result, await blameLines(result, null), options())).toEqual([
      "VirtualService bookinfo/reviews as of 4 minutes ago",
      "",
      "001e001  alice@example.com  30m │ kind: VirtualService",
      "                                │ spec:",
      "001e001  alice@example.com  30m │   hosts:",
      "001e001  alice@example.com  30m │   - reviews",
      "                                │   http:",
      "001e001  alice@example.com  30m │   - name: default",
      "0004000  carol@example.com  4m  │     route:",
      "0004000  carol@example.com  4m  │     - weight: 20",
      "0004000  carol@example.com  4m  │     - weight: 80",
      "-        (unexplained)          │     script: |",
      "-        (unexplained)          │       one",
      "-        (unexplained)          │       two",
      "",
      "searched 2,435 events of 1 file, 12:18 to 12:19 UTC, contents known (RequestResponse)",
    ]);
  });

  it("shows of a part its own lines and those that lead to it", async () => {
    const path = "spec.http[0].route";
    const part = { ...result, paths: result.paths.filter((each) => each.path.startsWith(path)) };
    const lines = await blameLines(part, path);
    expect(lines.map(({ text, blame }) => `${blame.kind} ${text}`)).toEqual([
      "structure spec:",
      "structure   http:",
      "structure   - name: default",
      "change     route:",
      "change     - weight: 20",
      "change     - weight: 80",
    ]);
  });
});

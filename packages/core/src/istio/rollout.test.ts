import { describe, expect, it } from "vitest";
import { diffObjects } from "../history/diff/diff-objects.ts";
import type { Change } from "../model/change.ts";
import type { JsonObject } from "../model/json.ts";
import { meshChange } from "../testing/mesh-change.ts";
import { describe as tell } from "./describe.ts";
import { withoutRolloutSteps } from "./rollout.ts";

/** A canary's weight after a change, by whom, and what else the route says. */
type Step = [weight: number, user?: string, more?: JsonObject];

const spec = ([canary, , more]: Step): JsonObject => ({
  http: [
    {
      name: "default",
      route: [
        { destination: { host: "reviews", subset: "v1" }, weight: 100 - canary },
        { destination: { host: "reviews", subset: "v3" }, weight: canary },
      ],
      ...more,
    },
  ],
});

const changesOf = (steps: readonly Step[]): Change[] =>
  steps.map((step, index) => {
    const earlier = steps[index - 1];
    const facts = meshChange("VirtualService", earlier === undefined ? null : spec(earlier), spec(step));
    return {
      id: String(index),
      time: "",
      verb: facts.verb,
      operation: facts.operation,
      code: 200,
      actor: { user: step[1] ?? "flagger", groups: [], impersonatedBy: null, type: "deployer", client: null, ip: null },
      previous: earlier === undefined ? "created" : "change",
      fields: diffObjects(facts.before, facts.after, facts.object.group, facts.object.resource),
      after: facts.after,
      ...tell(facts),
      evidence: "exact",
      metadataOnly: false,
      uid: "1",
      generation: index + 1,
      resourceVersion: null,
      auditID: "",
      cause: null,
    };
  });

/** Which of the steps are still risky. */
const risky = (...steps: Step[]): number[] =>
  withoutRolloutSteps(changesOf(steps)).flatMap((change, index) => (change.risks.length > 0 ? [index] : []));

describe("a rollout", () => {
  it("has no risky steps where it goes on", () => expect(risky([0], [25], [50], [100])).toEqual([]));
  it("goes on after a change that moves nothing", () =>
    expect(risky([0], [25], [50], [50, "carol@example.com", { timeout: "1s" }], [100, "flagger", { timeout: "1s" }])).toEqual([]));
  it("has a risky first step when that is a large one", () => expect(risky([0], [60], [100])).toEqual([1]));
  it("is not gone on with by another", () => expect(risky([0], [25], [50], [80, "alice@example.com"])).toEqual([3]));
  it("is not gone on with by turning back", () => expect(risky([0], [50], [100], [50], [100])).toEqual([1, 3, 4]));
  it("is not gone on with by moving more than half", () => expect(risky([0], [10], [90])).toEqual([2]));
});

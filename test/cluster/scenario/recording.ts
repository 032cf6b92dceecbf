import type { JsonObject, JsonValue } from "@meshaudit/core";
import type { TrueChange, Truth } from "../../scenarios/truth.ts";
import type { ControlPlane } from "../control-plane/control-plane.ts";
import type { Outcome } from "../control-plane/run-program.ts";
import { loggedName, type UserName } from "../control-plane/users.ts";

/** What one step does to one object: what must be found of it later. */
export type Deed =
  | { is: "change"; object: string; operation: "created" | "updated" | "deleted"; facts: Partial<TrueChange> }
  | { is: "attempt"; object: string; code: number }
  | { is: "noop"; object: string };

export const created = (object: string, facts: Partial<TrueChange> = {}): Deed => ({ is: "change", object, operation: "created", facts });

export const deleted = (object: string, facts: Partial<TrueChange> = {}): Deed => ({ is: "change", object, operation: "deleted", facts });

/** @param fields values before and after by path; null for none, and `"removed"` before whatever was removed there */
export const updated = (
  object: string,
  fields: { [path: string]: [before: JsonValue, after: JsonValue] },
  facts: Partial<TrueChange> = {},
): Deed => ({ is: "change", object, operation: "updated", facts: { fields, ...facts } });

/** What the API server refuses with an HTTP status. */
export const refused = (object: string, code: number): Deed => ({ is: "attempt", object, code });

/** What is let and yet changes nothing that a person wrote. */
export const unchanged = (object: string): Deed => ({ is: "noop", object });

/** Does things to a cluster and writes down what they were. */
export interface Recording {
  plane: ControlPlane;
  truth: Truth;
  /**
   * One command of kubectl. It must fail when a deed is refused, and do well when none is.
   *
   * @param input what kubectl reads from standard input
   */
  kubectl(user: UserName, args: readonly string[], deeds: readonly Deed[], input?: object): Promise<Outcome>;
  /** Any other step. Where only its result tells what it did to which object, the deeds are a function of that. */
  act<T>(user: UserName, deeds: readonly Deed[] | ((result: T) => readonly Deed[]), act: () => Promise<T>): Promise<T>;
}

/** Begins with nothing done. */
export const record = (plane: ControlPlane): Recording => {
  const truth: Truth = { changes: [], attempts: [], noops: [], blame: [], incidents: [] };
  const act: Recording["act"] = async (by, deeds, step) => {
    const from = new Date().toISOString();
    const result = await step();
    const span = { from, to: new Date().toISOString(), user: loggedName(by) };
    for (const deed of typeof deeds === "function" ? deeds(result) : deeds) write(truth, deed, span);
    return result;
  };
  return {
    plane,
    truth,
    act,
    kubectl: (user, args, deeds, input) => {
      const options = input === undefined ? {} : { input: JSON.stringify(input) };
      return act(user, deeds, async () => {
        if (deeds.every(({ is }) => is !== "attempt")) return plane.kubectl(user, args, options);
        const outcome = await plane.run(user, args, options);
        if (outcome.status === 0) throw new Error(`nobody refused kubectl ${args.join(" ")} to ${user}`);
        return outcome;
      });
    },
  };
};

const write = (truth: Truth, deed: Deed, span: { from: string; to: string; user: string }): void => {
  const { object } = deed;
  if (deed.is === "change") truth.changes.push({ ...span, object, operation: deed.operation, ...deed.facts });
  else if (deed.is === "attempt") truth.attempts.push({ ...span, object, code: deed.code });
  else truth.noops.push({ ...span, object });
};

/** A JSON patch of one operation, as kubectl takes it. */
export const jsonPatch = (...operations: JsonObject[]): string[] => ["--type=json", "-p", JSON.stringify(operations)];

/** A merge patch, as kubectl takes it. */
export const mergePatch = (patch: JsonObject): string[] => ["--type=merge", "-p", JSON.stringify(patch)];

/** Kubectl's arguments for a manifest from standard input. */
export const fromInput = ["-f", "-"] as const;

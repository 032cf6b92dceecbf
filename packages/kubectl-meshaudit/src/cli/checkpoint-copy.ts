import { appendFileSync } from "node:fs";
import { MeshauditError } from "@meshaudit/core";
import { systemRefusal } from "./system-error.ts";

/**
 * Takes each checkpoint to a second place, a line of JSON each. When that fails later on, it is said, and the store goes on: its own
 * checkpoint is made by then.
 *
 * @throws MeshauditError `argument-invalid` when nothing can be written there.
 */
export const checkpointCopy = (path: string, onProblem: (problem: Error) => void): ((record: object) => void) => {
  const append = (text: string): MeshauditError | null => {
    try {
      appendFileSync(path, text, { mode: 0o600 });
      return null;
    } catch (error) {
      const refusal = systemRefusal(error);
      if (refusal === null) throw error;
      return new MeshauditError("argument-invalid", `no checkpoint can be appended to ${path}: ${refusal.reason}`, {
        hint: "name a file that can be written to: --checkpoints FILE",
        cause: error,
      });
    }
  };
  const problem = append("");
  if (problem !== null) throw problem;
  return (record) => {
    const problem = append(`${JSON.stringify(record)}\n`);
    if (problem !== null) onProblem(problem);
  };
};

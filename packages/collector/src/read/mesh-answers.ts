import { MeshauditError, type Answers } from "@meshaudit/core";
import type { DashboardAnswers } from "@meshaudit/dashboard";
import type { CollectedMesh, OpenAnswers } from "../config.ts";
import { errorFields, type Log } from "../log/log.ts";

/** The answers about one mesh, opened with the first question. */
export interface MeshAnswers {
  ask<T>(question: (answers: Answers, log: DashboardAnswers["log"]) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Asks the answers of a mesh, which are opened anew after the store could not be read. */
export const meshAnswers = (mesh: CollectedMesh, log: Log): MeshAnswers => {
  let open: Promise<OpenAnswers> | null = null;
  const closeQuietly = (which: Promise<OpenAnswers>): Promise<void> =>
    which
      .then((opened) => opened.close())
      .catch((error: unknown) =>
        log.seldom(`close ${mesh.name}`, "warn", "answers not closed", { mesh: mesh.name, ...errorFields(error) }),
      );
  return {
    async ask(question) {
      const which = (open ??= mesh.openAnswers());
      try {
        const { answers, log } = await which;
        return await question(answers, log ?? null);
      } catch (error) {
        const isBroken = error instanceof MeshauditError && error.code.startsWith("store-");
        const opened = await which.then(
          () => true,
          () => false,
        );
        if (open === which && (isBroken || !opened)) {
          open = null;
          if (opened) void closeQuietly(which);
        }
        throw error;
      }
    },
    async close() {
      const which = open;
      open = null;
      if (which !== null) await closeQuietly(which);
    },
  };
};

import { MeshauditError } from "../../model/error.ts";
import type { LiveSegment, TableState } from "../delta/table-state.ts";
import { readTable } from "../delta/read-table.ts";
import type { Disk } from "../disk/disk.ts";
import { isMissing } from "../disk/disk-error.ts";
import { JournalMoved, readJournal, type JournalFrame } from "../journal/read-journal.ts";
import type { Project } from "../project.ts";

/** What is in a project at one moment: each event is in one segment or in the journal's tail, never in both, never in none. */
export interface Snapshot {
  segments: LiveSegment[];
  /** Events below are in segments, others in the journal. */
  sealedSeq: number;
  /** The number of the next event. */
  nextSeq: number;
}

/** Takes snapshots, one after another, reading only what is new of the table's log. */
export interface Snapshots {
  /**
   * Hands the journal's tail, from where the segments end, to `onFrame`; `onAgain`: it begins anew, as the writer sealed meanwhile.
   * Throws MeshauditError `store-missing` when the project is gone.
   */
  take(onFrame: (frame: JournalFrame) => void, onAgain?: () => void): Promise<Snapshot>;
}

/** The writer seals while a reader reads: so often it is tried again. */
const tries = 20;

/** Snapshots of a project. */
export const snapshotsOf = (disk: Disk, project: Project): Snapshots => {
  let table: TableState | null = null;
  const { paths } = project;
  const readOn = async (): Promise<TableState> => {
    try {
      table = await readTable(disk, paths, table ?? undefined);
      return table;
    } catch (error) {
      if (!(await isGone(disk, project))) throw error;
      throw gone(project, error);
    }
  };
  return {
    async take(onFrame, onAgain) {
      for (let attempt = 1; ; attempt++) {
        const { segments: live, sealedSeq } = await readOn();
        try {
          const { nextSeq } = await readJournal(disk, paths.journal, sealedSeq, onFrame);
          return { segments: live, sealedSeq, nextSeq };
        } catch (error) {
          if (await isGone(disk, project)) throw gone(project, error);
          if (!(error instanceof JournalMoved) || attempt === tries) throw error;
          onAgain?.();
        }
      }
    },
  };
};

const isGone = (disk: Disk, { paths }: Project): Promise<boolean> =>
  disk.size(paths.description).then(
    () => false,
    (error: unknown) => isMissing(error),
  );

const gone = ({ paths }: Project, cause: unknown): MeshauditError =>
  new MeshauditError("store-missing", `the project ${paths.project} is gone`, {
    hint: "was it deleted? make a new one with: kubectl meshaudit store recreate",
    cause,
  });

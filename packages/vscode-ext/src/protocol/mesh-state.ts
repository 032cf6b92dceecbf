import type { MeshRef } from "./file-view.ts";

/** Where a mesh's answers come from, and how that stands. */
export interface MeshState {
  mesh: MeshRef;
  /** Names of the logs; [] for the live cluster. */
  sources: string[];
  /** The kubeconfig context; null when none is used. */
  context: string | null;
  status:
    | { kind: "idle" }
    | { kind: "reading"; bytes: number; total: number | null }
    | { kind: "ready"; events: number; from: string | null; to: string | null; rejected: number; problem: string | null }
    | { kind: "live"; problem: string | null }
    | { kind: "cancelled" }
    | { kind: "failed"; message: string; hint: string | null };
}

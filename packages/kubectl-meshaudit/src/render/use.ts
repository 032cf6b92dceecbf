import { safeText, span, type Clock } from "@meshaudit/client";
import type { Verification } from "@meshaudit/core";
import { renderVerification } from "./verification.ts";
import type { ViewOptions } from "./view.ts";

/** What `use` did. */
export interface Used {
  sources: string[];
  /** What became of the log's lines; null: a collector answers. */
  verification: Verification | null;
  /** The config file. */
  path: string;
  mesh: string;
  context: string | null;
}

/** What the log holds, what was written where, and what works now. */
export const renderUse = ({ sources, verification, path, mesh, context }: Used, { clock, style }: ViewOptions): string[] => {
  const read = verification === null ? [`${safeText(sources.join(", "))} answers`] : readLines(verification, clock);
  return [
    ...read,
    `${safeText(path)}: mesh ${safeText(mesh)}${context === null ? ", whatever the kubeconfig context" : ` for context ${safeText(context)}`}`,
    `from now on without --from: ${style.strong("kubectl meshaudit who-changed vs/NAME")}`,
  ];
};

const readLines = (verification: Verification, clock: Clock): string[] => {
  const { from, to } = verification;
  const [account = "", ...rejections] = renderVerification(verification);
  return [account + (from === null || to === null ? "" : `, ${span(Date.parse(from), Date.parse(to), clock)}`), ...rejections];
};

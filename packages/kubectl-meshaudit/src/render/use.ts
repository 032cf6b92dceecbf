import { safeText, span } from "@meshaudit/client";
import type { Verification } from "@meshaudit/core";
import { renderVerification } from "./verification.ts";
import type { ViewOptions } from "./view.ts";

/** What `use` did. */
export interface Used {
  sources: string[];
  verification: Verification;
  /** The config file. */
  path: string;
  mesh: string;
  context: string | null;
}

/** What the log holds, what was written where, and what works now. */
export const renderUse = ({ verification, path, mesh, context }: Used, { clock, style }: ViewOptions): string[] => {
  const { from, to } = verification;
  const [account = "", ...rejections] = renderVerification(verification);
  return [
    account + (from === null || to === null ? "" : `, ${span(Date.parse(from), Date.parse(to), clock)}`),
    ...rejections,
    `${safeText(path)}: mesh ${safeText(mesh)}${context === null ? ", whatever the kubeconfig context" : ` for context ${safeText(context)}`}`,
    `from now on without --from: ${style.strong("kubectl meshaudit who-changed vs/NAME")}`,
  ];
};

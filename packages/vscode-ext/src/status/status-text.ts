import * as l10n from "@vscode/l10n";
import type { Clock } from "@meshaudit/client";
import { demoKey } from "../protocol/demo.ts";
import type { MeshState } from "../protocol/mesh-state.ts";
import { ageText } from "../words/age-text.ts";

/** What the status bar says of a mesh. */
export interface StatusText {
  text: string;
  tooltip: string;
  problem: boolean;
}

const counted = (bytes: number, total: number | null): string =>
  total === null && bytes === 0
    ? "…"
    : total === null || total === 0
      ? `${Math.round(bytes / 1e6)} MB`
      : `${Math.min(100, Math.floor((100 * bytes) / total))} %`;

/** `$(history) prod`, with what stands in its way. */
export const statusText = (state: MeshState, clock: Clock): StatusText => {
  const said = standing(state, clock);
  if (state.mesh.key !== demoKey) return said;
  return { ...said, tooltip: `${said.tooltip}\n${l10n.t("It answers for the demo's own file alone. Click to leave the demo")}` };
};

/** Plain text: VS Code shows it as it is, but for `$(…)`, which no name brings in. */
const standing = ({ mesh, sources, context, status }: MeshState, clock: Clock): StatusText => {
  const name = mesh.name.replaceAll("$(", "$ (").slice(0, 40);
  const from = sources.length > 0 ? sources.join("\n") : l10n.t("the live cluster's field managers (context {0})", context ?? "?");
  switch (status.kind) {
    case "idle":
      return { text: `$(history) ${name}`, tooltip: l10n.t("meshaudit: {0}, not read yet\n{1}", mesh.name, from), problem: false };
    case "reading": {
      const how = counted(status.bytes, status.total);
      return {
        text: `$(sync~spin) ${name} ${how}`,
        tooltip: l10n.t("meshaudit: reading the audit log of {0}, {1}\n{2}", mesh.name, how, from),
        problem: false,
      };
    }
    case "live":
      return {
        text: `$(${status.problem === null ? "history" : "warning"}) ${name}`,
        tooltip:
          l10n.t("meshaudit: {0}, from {1}: approximate, and no person is named", mesh.name, from) +
          (status.problem === null ? "" : `\n${status.problem}`),
        problem: status.problem !== null,
      };
    case "ready": {
      const last = status.to === null ? l10n.t("no event yet") : l10n.t("last event {0}", ageText(Date.parse(status.to), clock));
      const rejected = status.rejected === 0 ? "" : `\n${l10n.t("{0} lines could not be read", status.rejected)}`;
      const problem = status.problem === null ? "" : `\n${status.problem}`;
      return {
        text: `$(${problem === "" ? "history" : "warning"}) ${name}`,
        tooltip: `${l10n.t("meshaudit: {0}, {1}", mesh.name, last)}\n${from}${rejected}${problem}`,
        problem: problem !== "",
      };
    }
    case "cancelled":
      return { text: `$(circle-slash) ${name}`, tooltip: l10n.t("meshaudit: reading {0} was cancelled", from), problem: false };
    case "failed": {
      const hint = status.hint === null ? "" : `\n${status.hint}`;
      return { text: `$(warning) ${name}`, tooltip: l10n.t("meshaudit: {0}", status.message) + hint, problem: true };
    }
  }
};

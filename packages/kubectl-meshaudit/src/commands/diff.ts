import { parseTime } from "@meshaudit/client";
import { MeshauditError, type Range } from "@meshaudit/core";
import { MeshCommand, missingObject } from "../cli/mesh-command.ts";
import { atFlag, outputFlags, scopeFlags, sourceFlags } from "../kubectl/flags.ts";
import { parseVersions } from "../kubectl/versions.ts";
import { renderDiff } from "../render/diff.ts";

export default class Diff extends MeshCommand {
  static override strict = false;
  static override usage = ["diff TYPE/NAME [flags]", "diff TYPE/NAME A[..B] [flags]", "diff TYPE/NAME --at TIME [flags]"];
  static override description =
    "What the last change did; what change A did; what lies between version A and version B; or what has changed since a time. A version is named by a change: by the first digits of its id, as history shows it, by ~N (N changes ago), or live for the cluster's.";
  static override examples = [
    { description: "What the last change did", command: "kubectl meshaudit diff vs/reviews -n bookinfo" },
    { description: "What the change before it did", command: "kubectl meshaudit diff vs/reviews ~1" },
    { description: "All that the last three changes did", command: "kubectl meshaudit diff vs/reviews ~3..~0" },
    { description: "What has changed since 14:05", command: "kubectl meshaudit diff vs/reviews --at 14:05" },
    { description: "Whether the cluster still has what the log says", command: "kubectl meshaudit diff vs/reviews ~0..live" },
  ];
  static override flags = {
    ...atFlag,
    ...sourceFlags,
    ...scopeFlags,
    ...outputFlags,
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Diff);
    const { words, versions } = parseVersions(argv as string[]);
    if (words.length === 0) throw missingObject("diff");
    if (versions !== null && flags.at !== undefined) {
      throw new MeshauditError("argument-invalid", "--at and named versions both say what to compare", { hint: "use one of them" });
    }
    await this.ask(flags, async ({ session, query, origin, clock }) => {
      const range: Range = flags.at === undefined ? (versions ?? { kind: "last" }) : { kind: "at", at: parseTime(flags.at, clock) };
      const asked = query(words);
      const answer = await session.diff(asked, range);
      await this.printAnswer(answer, asked.patterns, origin, { table: (options) => renderDiff(answer.result, options) }, flags);
    });
  }
}

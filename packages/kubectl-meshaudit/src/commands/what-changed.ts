import * as Flags from "@oclif/core/flags";
import { MeshCommand } from "../cli/mesh-command.ts";
import { limitFlag, outputFlags, scopeFlags, sourceFlags } from "../kubectl/flags.ts";
import { emptySpan, momentOf } from "../kubectl/moment.ts";
import { renderWhatChanged } from "../render/what-changed.ts";

export default class WhatChanged extends MeshCommand {
  static override usage = "what-changed [--at TIME] [--window 1h] [-n NAMESPACE | -A] [flags]";
  static override description =
    "All changes around a moment, ranked by how likely each explains an incident, and why: near before the moment, risky, far-reaching and rare changes first. Of the mesh's kinds and what took mesh objects along; --all-kinds adds the rest.";
  static override examples = [
    { description: "What changed in the hour before now", command: "kubectl meshaudit what-changed -A" },
    {
      description: "Requests failed at 14:05: what changed around then",
      command: "kubectl meshaudit what-changed --at 14:05 --window 15m",
    },
    {
      description: "Deployments, ConfigMaps and all others too",
      command: "kubectl meshaudit what-changed --at 14:05 --all-kinds -n bookinfo",
    },
  ];
  static override flags = {
    at: Flags.string({ summary: "when it happened: 14:05, yesterday 14:05, 2h ago, RFC 3339", helpValue: "TIME", default: "now" }),
    window: Flags.string({ summary: "how far around the moment to look, before and after it", helpValue: "LENGTH", default: "1h" }),
    "all-kinds": Flags.boolean({ summary: "every kind, not the mesh's alone" }),
    ...sourceFlags,
    ...scopeFlags,
    ...limitFlag,
    ...outputFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(WhatChanged);
    await this.ask(flags, async ({ session, origin, clock, namespace }) => {
      const moment = { ...momentOf(flags.at, flags.window, clock), namespace, allKinds: flags["all-kinds"] === true };
      const answer = await session.whatChanged(moment);
      const { width } = this.viewOptions(flags);
      const limit = flags.limit ?? (width === null ? 0 : 20);
      await this.printAnswer(
        { ...answer, seen: true },
        [],
        origin,
        { table: (options) => renderWhatChanged(answer.result, limit, options) },
        flags,
      );
      const empty = answer.result.ranked.length > 0 ? null : emptySpan(answer.result, "--at", clock);
      if (empty !== null) throw empty;
    });
  }
}

import * as Flags from "@oclif/core/flags";
import { MeshCommand } from "../cli/mesh-command.ts";
import { verifyAskedStore } from "../cli/verify-store.ts";
import { outputFlags } from "../kubectl/flags.ts";
import { storeFlags } from "../kubectl/store-flags.ts";
import { renderStoreVerification } from "../render/store-verification.ts";

export default class StoreVerify extends MeshCommand {
  static override usage = "store verify [--store ROOT] [--mesh ID] [--public-key FILE] [flags]";
  static override description =
    "Proves that no event was changed, removed (but by retention) or put in another order since it was stored: every event is hashed again to the root of the Merkle log (RFC 9162) that the signed checkpoints have. Names the first segment where that is not so, and exits with 1.";
  static override examples = [
    { description: "Is the store whole?", command: "kubectl meshaudit store verify --store /var/lib/meshaudit" },
    {
      description: "Against checkpoints that were sent elsewhere as they were made",
      command: "kubectl meshaudit store verify --checkpoints /mnt/other/checkpoints.jsonl --public-key signing-key.pub",
    },
  ];
  static override flags = {
    ...storeFlags,
    checkpoints: Flags.string({
      summary: "also hold the store to these checkpoints, which were kept in a second place",
      helpValue: "FILE",
    }),
    "public-key": Flags.string({
      summary: "a key that may have signed, from elsewhere than the store (repeatable; default: that of this machine's signing key)",
      helpValue: "FILE",
      multiple: true,
      multipleNonGreedy: true,
    }),
    quick: Flags.boolean({ summary: "compare the segments' bytes only, and do not read every event again" }),
    ...outputFlags,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(StoreVerify);
    const verification = await this.working(({ progress }) =>
      verifyAskedStore(flags, (done, total) => progress.update({ bytes: done, total })),
    );
    await this.print(verification, { table: (options) => renderStoreVerification(verification, options) }, flags);
    if (!verification.isSound) process.exitCode = 1;
  }
}

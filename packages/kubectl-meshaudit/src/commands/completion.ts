import { MeshauditError } from "@meshaudit/core";
import { MeshCommand } from "../cli/mesh-command.ts";
import { shells } from "../completion/shells.ts";
import { bashScript } from "../completion/scripts/bash.ts";
import { fishScript } from "../completion/scripts/fish.ts";
import { powershellScript } from "../completion/scripts/powershell.ts";
import { zshScript } from "../completion/scripts/zsh.ts";
import { writeOut } from "../terminal/streams.ts";

const scripts = new Map([
  ["bash", bashScript],
  ["zsh", zshScript],
  ["fish", fishScript],
  ["powershell", powershellScript],
]);

export default class Completion extends MeshCommand {
  static override strict = false;
  static override usage = "completion bash|zsh|fish|powershell";
  static override description =
    "Prints a script that completes commands, flags, kinds and the names in the log, for the program kubectl-meshaudit. kubectl completes `kubectl meshaudit` by itself, once its own completion is set up and kubectl_complete-meshaudit, which comes with this plugin, is on PATH.";
  static override examples = [
    { description: "For this bash", command: "source <(kubectl meshaudit completion bash)" },
    { description: "For every zsh", command: 'kubectl meshaudit completion zsh > "${fpath[1]}/_kubectl-meshaudit"' },
  ];

  async run(): Promise<void> {
    const { argv } = await this.parse(Completion);
    const script = scripts.get(String(argv[0]));
    if (script === undefined || argv.length > 1) {
      throw new MeshauditError(
        "argument-invalid",
        argv.length === 0 ? "completion needs a shell" : `"${argv.join(" ")}" is no shell that has a completion`,
        {
          hint: `one of ${shells.join(", ")}`,
        },
      );
    }
    await writeOut(script);
  }
}

import { roles } from "@meshaudit/collector";
import * as Flags from "@oclif/core/flags";
import { MeshCommand } from "../cli/mesh-command.ts";
import { serveStore } from "../cli/serve-store.ts";
import { outputFlags } from "../kubectl/flags.ts";
import { retentionFlags, storeFlags, storeWriteFlags } from "../kubectl/store-flags.ts";

export default class Serve extends MeshCommand {
  static override usage = "serve [--store ROOT] [--mesh ID...] [--listen HOST:PORT] [--tls-cert FILE --tls-key FILE] [flags]";
  static override description =
    "Receives what the API servers' audit webhook sends (--audit-webhook-config-file), in batch and in blocking mode, and stores it; a batch is acknowledged once it is on disk. Answers who-changed, history, blame and what-changed to `--from https://…`, and shows the dashboard at /dashboard/MESH/ to whoever has a token that may read. Listens on loopback unless told otherwise; beyond it, TLS and tokens or client certificates are asked for.";
  static override examples = [
    { description: "Try it on this machine", command: "kubectl meshaudit serve --store ./store --mesh dev" },
    {
      description: "For API servers elsewhere",
      command: "kubectl meshaudit serve --listen 0.0.0.0:8443 --tls-cert tls.crt --tls-key tls.key --token-file tokens.yaml --mesh prod",
    },
    {
      description: "What the API servers are given as --audit-webhook-config-file: a new token that may write to this mesh, and no more",
      command:
        "kubectl meshaudit serve --mesh prod --token-file tokens.yaml --new-token apiserver --role write --tls-cert tls.crt --tls-key tls.key --print-webhook-config https://collector.example.com:8443 > webhook.yaml",
    },
    {
      description: "A token for people, who ask with it",
      command: "kubectl meshaudit serve --mesh prod --token-file tokens.yaml --new-token auditors --role read",
    },
  ];
  static override flags = {
    store: storeFlags.store,
    mesh: Flags.string({
      summary: "a mesh to keep (repeatable; default: the kubeconfig context's)",
      helpValue: "ID",
      multiple: true,
      multipleNonGreedy: true,
    }),
    listen: Flags.string({ summary: "where to listen", helpValue: "HOST:PORT", default: "127.0.0.1:8443" }),
    "tls-cert": Flags.string({ summary: "PEM file with the server's certificate, read again when it changes", helpValue: "FILE" }),
    "tls-key": Flags.string({ summary: "PEM file with its key", helpValue: "FILE" }),
    "tls-generate": Flags.string({
      summary: "make a CA and a certificate in this folder when they are not there, for --tls-name",
      helpValue: "DIR",
    }),
    "tls-name": Flags.string({
      summary: "name or address that the made certificate is for (repeatable)",
      helpValue: "NAME",
      multiple: true,
      multipleNonGreedy: true,
    }),
    "client-ca": Flags.string({ summary: "PEM file with the CA of client certificates", helpValue: "FILE" }),
    "token-file": Flags.string({
      summary: "file with the credentials: hashes, roles and meshes, read again when it changes",
      helpValue: "FILE",
    }),
    "new-token": Flags.string({
      summary: "add a credential of this name to --token-file, print its token once, and end",
      helpValue: "NAME",
    }),
    role: Flags.option({
      summary: "what the new token may do: write (for API servers), read (for people), metrics (for Prometheus)",
      options: roles,
      helpValue: "ROLE",
    })(),
    "print-webhook-config": Flags.string({
      summary: "print the kubeconfig for --audit-webhook-config-file, with this URL and the token of --new-token, and end",
      helpValue: "URL",
    }),
    ...storeWriteFlags,
    ...retentionFlags,
    color: outputFlags.color,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Serve);
    await this.working((work) => serveStore(flags, work));
  }
}

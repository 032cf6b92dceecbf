import * as Flags from "@oclif/core/flags";

/** Which store. */
export const storeFlags = {
  store: Flags.string({ summary: "the store's folder (default: meshaudit in XDG_DATA_HOME or ~/.local/share)", helpValue: "ROOT" }),
  mesh: Flags.string({ summary: "the mesh's id, where the store holds several (default: the only one)", helpValue: "ID" }),
};

/** What writing to a store takes. */
export const storeWriteFlags = {
  "signing-key": Flags.string({
    summary: "the Ed25519 key that signs the store's checkpoints, made when it is not there (default: beside the config file)",
    helpValue: "FILE",
  }),
  checkpoints: Flags.string({ summary: "append every signed checkpoint to this file too, on another disk or host", helpValue: "FILE" }),
  redact: Flags.string({
    summary: "keep no value of this path of a kind, such as ConfigMap:data or '*:metadata.annotations.note' (repeatable)",
    helpValue: "KIND:PATH",
    multiple: true,
    multipleNonGreedy: true,
  }),
};

/** How long a new project keeps events. */
export const retentionFlags = {
  "keep-days": Flags.integer({ summary: "from now on keep events so many days (default 30; 0: for ever)", helpValue: "DAYS", min: 0 }),
  "keep-bytes": Flags.string({
    summary: "from now on keep no more than this, the newest: 500MB, 20GB (default: no bound)",
    helpValue: "SIZE",
  }),
};

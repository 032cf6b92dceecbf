import { Command } from "@oclif/core/command";
import { printed } from "../completion/candidates.ts";
import { complete } from "../completion/complete.ts";
import { lookupFor } from "../completion/lookup.ts";
import { writeOut } from "../terminal/streams.ts";

/** Hidden: shells and kubectl call it. Its words are another command's, so that they are not parsed as its own. */
export default class Complete extends Command {
  async run(): Promise<void> {
    await writeOut(printed(await complete(this.argv, lookupFor)));
  }
}

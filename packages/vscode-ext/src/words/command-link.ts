import type { ChangeTarget } from "../host/change-target.ts";
import { escapeMarkdown } from "./markdown.ts";

/** A link longer than this, by its object's names, is left out. */
const longest = 8000;

/** Markdown with links to commands of ours. */
export interface TrustedMarkdown {
  markdown: string;
  /** The commands that it links to: no others may be run from it. */
  commands: string[];
}

/** A link to a command. */
export interface CommandLink {
  text: string;
  command: string;
  /** What it is called on; null for a command that takes nothing. */
  target: ChangeTarget | null;
}

/** Text within the address of a Markdown link: nothing in it ends the link. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);

/** A target as far as commands need it: groups of a person can be many. */
const withoutGroups = (target: ChangeTarget): ChangeTarget =>
  target.change === null ? target : { ...target, change: { ...target.change, actor: { ...target.change.actor, groups: [] } } };

/** A `command:` address that calls a command on a target. JSON has no lone surrogate, so it can always be encoded. */
export const commandUri = ({ command, target }: Omit<CommandLink, "text">): string =>
  `command:${command}${target === null ? "" : `?${encode(JSON.stringify([withoutGroups(target)]))}`}`;

/** Links as Markdown, with the commands they need. Those that are too long are not among them. */
export const commandLinks = (links: readonly CommandLink[]): TrustedMarkdown => {
  const short = links.map((link) => ({ ...link, uri: commandUri(link) })).filter(({ uri }) => uri.length <= longest);
  return {
    markdown: short.map(({ text, uri }) => `[${escapeMarkdown(text)}](${uri})`).join(" | "),
    commands: [...new Set(short.map(({ command }) => command))],
  };
};

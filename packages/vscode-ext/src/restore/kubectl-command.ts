import { exactTime, utc } from "@meshaudit/client";
import { kindOf, kinds, type Kind, type ObjectIdentity } from "@meshaudit/core";
import type { ChangeTarget } from "../host/change-target.ts";
import { shellWord } from "./shell-word.ts";

const hasName = ({ resource, singular, shortNames }: Kind, name: string): boolean =>
  resource === name || singular === name || shortNames.includes(name);

/** The shortest name that means this type and no other. */
const typeName = ({ group, resource }: ObjectIdentity): string => {
  const kind = kindOf(group, resource);
  const short = kind?.shortNames.find((name) => kinds.every((other) => other === kind || !hasName(other, name)));
  return short ?? (group === "" ? resource : `${resource}.${group}`);
};

/** A value that begins with a dash goes after `=`, so that it is no flag. */
const flag = (short: string, long: string, value: string): string =>
  value.startsWith("-") ? shellWord(`${long}=${value}`) : `${short} ${shellWord(value)}`;

const objectWords = (object: ObjectIdentity): string =>
  [shellWord(`${typeName(object)}/${object.name}`), ...(object.namespace === "" ? [] : [flag("-n", "--namespace", object.namespace)])].join(
    " ",
  );

/**
 * The command that shows the same on a terminal: who changed an object; or, of a change that left one, the object as it was then.
 * For a POSIX shell.
 */
export const kubectlCommand = ({ object, change }: ChangeTarget): string => {
  const instant = change === null || change.operation === "deleted" ? Number.NaN : Date.parse(change.time);
  if (!Number.isFinite(instant)) return `kubectl meshaudit who-changed ${objectWords(object)}`;
  return `kubectl meshaudit show ${objectWords(object)} --at ${shellWord(exactTime(instant, utc))}`;
};

/** A command with the name of a file in place of `FILE`. */
export const withFile = (command: string, path: string): string => {
  const at = command.lastIndexOf("FILE");
  return at < 0 ? command : command.slice(0, at) + shellWord(path) + command.slice(at + "FILE".length);
};

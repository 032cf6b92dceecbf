import { safeLines } from "@meshaudit/client";
import { clipped } from "../words/label-text.ts";

/** Text as a YAML comment, each line of it: no line of a stranger's becomes YAML. */
export const yamlComment = (text: string): string =>
  safeLines(clipped(text, 4000).replaceAll("\r\n", "\n"))
    .map((line) => (line === "" ? "#\n" : `# ${line}\n`))
    .join("");

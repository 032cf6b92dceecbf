import { safeLines } from "@meshaudit/client";

/** Longer than any message that is meant to be read. */
const longest = 4000;

/** Text as a YAML comment, each line of it: no line of a stranger's becomes YAML. */
export const yamlComment = (text: string): string =>
  safeLines(text.slice(0, longest).replaceAll("\r\n", "\n"))
    .map((line) => (line === "" ? "#\n" : `# ${line}\n`))
    .join("");

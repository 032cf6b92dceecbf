const tame = /^[\w@%+=:,./~-]+$/;

/** A command as it can be typed again into a shell. */
export const typedCommand = (argv: readonly string[]): string =>
  ["kubectl meshaudit", ...argv.map((word) => (tame.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))].join(" ");

/** Words that are no name unless quoted; some only so that what they mean elsewhere is refused, not taken for an alias. */
export const reservedWords: ReadonlySet<string> = new Set(
  `all and anti as asof between by case cast cross distinct else end escape except exists false from full group having in inner intersect is join
  lateral left like limit natural not null offset on or order outer over partition positional qualify returning right select semi tablesample then true union using when where with`.split(
    /\s+/,
  ),
);

/** Words that begin statements of other kinds: what they would do is told when they are refused. */
export const otherStatements: ReadonlyMap<string, string> = new Map([
  ["alter", "changes tables"],
  ["analyze", "changes statistics"],
  ["attach", "opens another database"],
  ["call", "runs a procedure"],
  ["checkpoint", "writes"],
  ["copy", "writes or reads files"],
  ["create", "makes tables"],
  ["delete", "changes rows"],
  ["describe", "describes tables"],
  ["detach", "closes a database"],
  ["drop", "removes tables"],
  ["execute", "runs a prepared statement"],
  ["explain", "explains a plan"],
  ["export", "writes files"],
  ["grant", "changes rights"],
  ["import", "reads files"],
  ["insert", "adds rows"],
  ["install", "installs an extension"],
  ["load", "loads an extension"],
  ["merge", "changes rows"],
  ["pivot", "turns tables"],
  ["pragma", "changes settings"],
  ["prepare", "prepares a statement"],
  ["reset", "changes settings"],
  ["revoke", "changes rights"],
  ["set", "changes settings"],
  ["show", "shows settings"],
  ["summarize", "describes tables"],
  ["truncate", "removes rows"],
  ["update", "changes rows"],
  ["use", "changes the database"],
  ["vacuum", "writes"],
  ["values", "makes rows of its own"],
]);

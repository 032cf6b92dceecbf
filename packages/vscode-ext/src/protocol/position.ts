/** A place in a text, both 0-based; characters are UTF-16 units, as VS Code counts them. */
export interface Position {
  line: number;
  character: number;
}

/** A stretch of a text; the end is exclusive. */
export interface Range {
  start: Position;
  end: Position;
}

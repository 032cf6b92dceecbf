/** Adds colour to a text that is safe for a terminal, or leaves it as it is. */
export type Paint = (text: string) => string;

/** Colours by what they mean. */
export interface Style {
  strong: Paint;
  faint: Paint;
  header: Paint;
  /** Lines of a diff. */
  added: Paint;
  removed: Paint;
  section: Paint;
  /** How bad a risk is, or that something failed. */
  high: Paint;
  medium: Paint;
  low: Paint;
}

const plain: Paint = (text) => text;

const ansi =
  (open: number, close: number): Paint =>
  (text) =>
    text === "" ? "" : `\u001b[${open}m${text}\u001b[${close}m`;

const colourless: Style = {
  strong: plain,
  faint: plain,
  header: plain,
  added: plain,
  removed: plain,
  section: plain,
  high: plain,
  medium: plain,
  low: plain,
};

/** The sixteen colours of a terminal's own palette, which its reader chose to be legible. */
const coloured: Style = {
  strong: ansi(1, 22),
  faint: ansi(2, 22),
  header: ansi(1, 22),
  added: ansi(32, 39),
  removed: ansi(31, 39),
  section: ansi(36, 39),
  high: ansi(31, 39),
  medium: ansi(33, 39),
  low: ansi(36, 39),
};

/** The style of output with or without colour. */
export const styleOf = (colour: boolean): Style => (colour ? coloured : colourless);

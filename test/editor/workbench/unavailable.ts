/** The tests cannot be run here, which says nothing about the extension; `message` says what is missing. */
export class Unavailable extends Error {
  override name = "Unavailable";
}

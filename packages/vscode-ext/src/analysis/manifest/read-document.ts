import type { Obstacle, Span } from "./manifest.ts";
import { readPlain } from "./read-plain.ts";
import type { ReadValue } from "./read-value.ts";
import { readYaml } from "./read-yaml.ts";

/** An object of a document, before anything is said of its name. */
export interface ReadObject extends ReadValue {
  apiVersion: string;
  kind: string;
}

/** What is in one document. Offsets are in the document's own text. */
export interface ReadDocument {
  objects: ReadObject[];
  comments: Span[];
  /** Whether some of it could not be read, so that what an object lacks means nothing. */
  partial: boolean;
}

/** Reads one document's text: its objects, their values and where these stand. Never throws. */
export const readDocument = (text: string): ReadDocument | Obstacle => readPlain(text) ?? readYaml(text);

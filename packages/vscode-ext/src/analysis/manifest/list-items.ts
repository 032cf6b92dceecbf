/** What an entry of a list is, when it does not say: a `VirtualServiceList` is of `VirtualService`s. */
export interface ItemType {
  apiVersion: string | null;
  kind: string | null;
}

/** Of a document, of which nothing says what it is but itself. */
export const untyped: ItemType = { apiVersion: null, kind: null };

/** What the items of a list are. Source: apimachinery, unstructuredJSONScheme.decodeToList. */
export const typeOfItems = ({ apiVersion, kind }: ItemType): ItemType =>
  kind === null || kind === "List" ? untyped : { apiVersion, kind: kind.slice(0, -"List".length) };

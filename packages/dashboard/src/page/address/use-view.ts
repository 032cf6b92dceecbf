import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { addressOf, firstView, viewOf, type View } from "../../protocol/view.ts";

/** The view in the page's address, and what leads to others. */
export interface Place {
  view: View;
  /** When it was last asked anew, ms since the epoch: spans up to now end here. */
  moment: number;
  /** Whether views can be followed: a report that stands alone has but itself. */
  leads: boolean;
  /** The address of the view with these changes. */
  to(changes: Partial<View>): string;
  go(changes: Partial<View>): void;
}

const alone: Place = { view: firstView, moment: 0, leads: false, to: () => "", go: () => {} };

const PlaceContext = createContext<Place>(alone);

/** Hands the place to the page below. */
export const PlaceProvider = PlaceContext.Provider;

/** Where the page is. */
export const usePlace = (): Place => useContext(PlaceContext);

/** Follows the page's address. */
export const useAddress = (moment: number): Place => {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = (): void => setHash(location.hash);
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const view = viewOf(hash);
  const to = (changes: Partial<View>): string => addressOf({ ...view, ...changes });
  return { view, moment, leads: true, to, go: (changes) => void (location.hash = to(changes)) };
};

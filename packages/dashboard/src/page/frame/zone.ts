import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ZoneChoice } from "../words/times.ts";

const ZoneContext = createContext<ZoneChoice>("local");

/** Hands the zone of times to the page below. */
export const ZoneProvider = ZoneContext.Provider;

/** The zone that times are shown in. */
export const useZone = (): ZoneChoice => useContext(ZoneContext);

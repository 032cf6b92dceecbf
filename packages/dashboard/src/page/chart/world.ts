import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

/** The map that the build made: outlines as SVG paths, by ISO 3166 code. */
export interface World {
  width: number;
  height: number;
  /** Outlines that belong to no code. */
  unclaimed: string[];
  /** `outline` is null of a country too small to be drawn; x and y are its middle. */
  countries: { [code: string]: { outline: string | null; x: number; y: number } };
}

const loadWorld = async (): Promise<World | null> => {
  const response = await fetch("world.json");
  return response.ok ? ((await response.json()) as World) : null;
};

const WorldContext = createContext<World | null>(null);

/** Hands a map that is there already to the page below. */
export const WorldProvider = WorldContext.Provider;

/** The map, loaded when it is first drawn; null until then. */
export const useWorld = (): World | null => {
  const given = useContext(WorldContext);
  const [loaded, setLoaded] = useState<World | null>(null);
  useEffect(() => {
    if (given === null) loadWorld().then(setLoaded, () => {});
  }, [given]);
  return given ?? loaded;
};

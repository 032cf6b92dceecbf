/**
 * What a collector is known by: its URL without the mesh that is asked for, so that a token is sent to no other than the one it was given
 * for. null for no URL.
 */
export const collectorAddress = (spec: string): string | null => {
  if (!URL.canParse(spec)) return null;
  const { origin, pathname } = new URL(spec);
  return `${origin}${pathname.replace(/\/+$/, "")}`;
};

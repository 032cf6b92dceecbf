let names: Intl.DisplayNames | null = null;

/** A country by its ISO 3166 code, as people call it: `Germany`. What is no code stays as it is. */
export const countryName = (code: string): string => {
  if (!/^[A-Z]{2}$/.test(code)) return code === "" ? "unknown" : code;
  names ??= new Intl.DisplayNames(["en"], { type: "region" });
  return names.of(code) ?? code;
};

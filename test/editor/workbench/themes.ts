/** A theme: its name in the settings, in the picker of themes, and the class that the workbench has while it is on. */
export interface Theme {
  setting: string;
  label: string;
  workbenchClass: string;
  scheme: "light" | "dark";
}

/** The themes that the extension has to look well in. */
export const themes = {
  dark: { setting: "Dark Modern", label: "Dark Modern", workbenchClass: "vs-dark", scheme: "dark" },
  light: { setting: "Light Modern", label: "Light Modern", workbenchClass: "vs", scheme: "light" },
  highContrastDark: { setting: "Default High Contrast", label: "Dark High Contrast", workbenchClass: "hc-black", scheme: "dark" },
  highContrastLight: { setting: "Default High Contrast Light", label: "Light High Contrast", workbenchClass: "hc-light", scheme: "light" },
} as const satisfies { [name: string]: Theme };

export type ThemeName = keyof typeof themes;

const icon = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g;

/** A text where VS Code draws `$(icon)` and no Markdown, such as a CodeLens: what looks like an icon stays text. */
export const withoutIcons = (text: string): string => text.replace(icon, String.raw`\$&`);

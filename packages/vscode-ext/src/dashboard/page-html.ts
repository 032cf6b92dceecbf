/** What the page is made for. */
export interface PagePlace {
  /** The mesh's key. */
  mesh: string;
  title: string;
  /** The folder of the page's files as the webview reads it, with a slash at its end. */
  base: string;
  /** Where the webview's files come from, as its policy names it. */
  source: string;
  /** Of this page alone: no script runs that does not have it, or comes from the page's folder. */
  nonce: string;
}

const escapes: { readonly [character: string]: string } = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const attribute = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? "");

/** The page may load its own files and ask nobody. A script's parts are of its folder; what is inline has no nonce, and does not run. */
const policyOf = ({ source, nonce }: PagePlace): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${source}`,
    `style-src ${source}`,
    `connect-src ${source}`,
    `img-src ${source} data:`,
    `base-uri ${source}`,
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");

/** The dashboard's page as a webview shows it. Its mesh is told back by the page, so that it opens again with the window. */
export const pageHtml = (place: PagePlace): string => `<!doctype html>
<html lang="en" data-mesh="${attribute(place.mesh)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${attribute(policyOf(place))}" />
    <base href="${attribute(place.base)}" />
    <title>${attribute(place.title)}</title>
    <link rel="stylesheet" href="app.css" />
    <script type="module" nonce="${attribute(place.nonce)}" src="app.js"></script>
  </head>
  <body>
    <div id="app"></div>
  </body>
</html>
`;

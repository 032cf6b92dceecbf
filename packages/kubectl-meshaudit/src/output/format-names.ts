/** The names of the output formats, for help and completion. */
export const outputFormats = ["table", "wide", "json", "yaml", "name", "jsonpath=", "custom-columns=", "markdown", "csv", "html"];

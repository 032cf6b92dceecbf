/** The code of an error of Node's, such as `ENOENT`; "" when it has none. */
export const errorCode = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

let root = "";

/** Tells where the package's folder is: only the entry file knows, as bundled files know nothing of their place. */
export const setPackageRoot = (path: string): void => {
  root = path;
};

/** The package's folder. */
export const packageRoot = (): string => root;

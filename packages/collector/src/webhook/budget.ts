/** So many bytes, taken and given back. */
export interface Budget {
  readonly used: number;
  /** False when there is no room for them; then nothing was taken. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

/** A budget of so many bytes. */
export const createBudget = (bytes: number): Budget => {
  let used = 0;
  return {
    get used() {
      return used;
    },
    take(wanted) {
      if (used + wanted > bytes) return false;
      used += wanted;
      return true;
    },
    give(back) {
      used -= back;
    },
  };
};

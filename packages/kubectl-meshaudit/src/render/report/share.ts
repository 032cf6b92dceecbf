/** A share, 0 to 1, in per cent: `12 %`, `0.4 %`. */
export const shareWords = (share: number): string => {
  if (!Number.isFinite(share)) return "-";
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return "<0.1 %";
  return `${percent >= 10 || percent === 0 ? Math.round(percent) : percent.toFixed(1)} %`;
};

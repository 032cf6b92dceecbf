import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

const hexOf = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");

const wide = (address: Address): number[] =>
  (address.kind() === "ipv4" ? (address as ipaddr.IPv4).toIPv4MappedAddress() : address).toByteArray();

/** An address as 32 hexadecimal digits, an IPv4 one as the IPv6 one that it is mapped to: texts in the order of addresses. null for what is none. */
export const addressHex = (text: string): string | null => (ipaddr.isValid(text) ? hexOf(wide(ipaddr.process(text))) : null);

/** The first and the last address of a range such as 10.0.0.0/8, as `addressHex` gives them; null when it is none. */
export const rangeHex = (range: string): { low: string; high: string } | null => {
  if (!ipaddr.isValidCIDR(range)) return null;
  const [address, bits] = ipaddr.parseCIDR(range);
  const bytes = wide(address);
  const fixed = address.kind() === "ipv4" ? bits + 96 : bits;
  const mask = (index: number): number => 0xff >> Math.min(8, Math.max(0, fixed - index * 8));
  return {
    low: hexOf(bytes.map((byte, index) => byte & ~mask(index) & 0xff)),
    high: hexOf(bytes.map((byte, index) => byte | mask(index))),
  };
};

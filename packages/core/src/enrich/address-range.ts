import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

const hexOf = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");

const wide = (address: Address): number[] =>
  (address.kind() === "ipv4" ? (address as ipaddr.IPv4).toIPv4MappedAddress() : address).toByteArray();

const isWritten = (text: string): boolean => (text.includes(":") ? ipaddr.IPv6.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text));

/**
 * An address as it is written in logs, an IPv4 one that is mapped into IPv6 as the IPv4 one; null for what is none. Other ways to write
 * one, such as `0x7f.1` or `2130706433`, are none: no API server writes them, and a number is no address.
 */
export const parseAddress = (text: string): Address | null => (isWritten(text) ? ipaddr.process(text) : null);

/** An address as 32 hexadecimal digits, an IPv4 one as the IPv6 one that it is mapped to: texts in the order of addresses. null for what is none. */
export const addressHex = (text: string): string | null => {
  const address = parseAddress(text);
  return address === null ? null : hexOf(wide(address));
};

/** The addresses from `low` to `high`, both as `addressHex` gives them. */
export interface HexRange {
  low: string;
  high: string;
}

/** The first and the last address of a range such as 10.0.0.0/8; null when it is none. */
export const rangeHex = (range: string): HexRange | null => {
  if (!isWritten(range.slice(0, range.indexOf("/"))) || !ipaddr.isValidCIDR(range)) return null;
  const [address, bits] = ipaddr.parseCIDR(range);
  const bytes = wide(address);
  const fixed = address.kind() === "ipv4" ? bits + 96 : bits;
  const mask = (index: number): number => 0xff >> Math.min(8, Math.max(0, fixed - index * 8));
  return {
    low: hexOf(bytes.map((byte, index) => byte & ~mask(index) & 0xff)),
    high: hexOf(bytes.map((byte, index) => byte | mask(index))),
  };
};

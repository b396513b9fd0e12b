import { isIP } from 'node:net';

import ipaddr from 'ipaddr.js';

/** Of IPv6, what is given out for the public internet (RFC 4291, IANA). */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an IP address is one of the public internet: not of this machine, its network, a cloud's metadata service, or
 * of a range that leads there (IPv4 within IPv6, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(text: string): boolean {
  // The library also takes short forms, which no resolver answers.
  if (isIP(text) === 0) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || address.match(GLOBAL_UNICAST);
}

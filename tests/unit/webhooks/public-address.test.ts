import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isPublicAddress } from '@/lib/webhooks/public-address';

const dotted = (bytes: readonly number[]): string => bytes.join('.');
const byte = fc.integer({ min: 0, max: 255 });

/** What is not of the public internet, and how each kind begins (IANA's registries). */
const PRIVATE: [string, fc.Arbitrary<string>][] = [
  ['this host', fc.tuple(fc.constant(0), byte, byte, byte).map(dotted)],
  ['private, 10/8', fc.tuple(fc.constant(10), byte, byte, byte).map(dotted)],
  [
    'private, 172.16/12',
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte).map(dotted),
  ],
  ['private, 192.168/16', fc.tuple(fc.constant(192), fc.constant(168), byte, byte).map(dotted)],
  [
    'a carrier’s, 100.64/10',
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte).map(dotted),
  ],
  ['loopback', fc.tuple(fc.constant(127), byte, byte, byte).map(dotted)],
  ['link-local, metadata', fc.tuple(fc.constant(169), fc.constant(254), byte, byte).map(dotted)],
  ['multicast', fc.tuple(fc.integer({ min: 224, max: 239 }), byte, byte, byte).map(dotted)],
  ['reserved', fc.tuple(fc.integer({ min: 240, max: 255 }), byte, byte, byte).map(dotted)],
];

describe('an address that a webhook may reach', () => {
  it.each(PRIVATE)('is never %s, in IPv4 or within IPv6', (_, addresses) => {
    fc.assert(
      fc.property(addresses, (address) => {
        for (const text of [address, `::ffff:${address}`, `64:ff9b::${address}`, `::${address}`]) {
          expect(isPublicAddress(text), text).toBe(false);
        }
      }),
    );
  });

  it.each([
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    'fec0::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    '100::1',
    '64:ff9b:1::7f00:1',
  ])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700:4700::1111', '2a00:1450:4001::200e'])(
    'may be %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each(['', 'localhost', 'example.com', '1.2.3', '0x7f000001 ', '1.2.3.4.5'])(
    'is not the text %j',
    (text) => {
      expect(isPublicAddress(text)).toBe(false);
    },
  );
});

/** Headers of every answer. The microphone is the only device that a page may ask for. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy':
    'microphone=(self), camera=(), geolocation=(), display-capture=(), payment=(), usb=(), browsing-topics=()',
  // Not same-origin: the sign-in popup must be able to answer its opener.
  'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
};

/** For answers over https alone: two years, as browsers' preload lists ask. */
export const STRICT_TRANSPORT = 'max-age=63072000; includeSubDomains';

import { describe, expect, it } from 'vitest';

import { authWords } from '@/components/auth/auth-words';
import { shortDuration, relativeTime } from '@/components/feedback/time-words';
import { titleMatches } from '@/components/library/title-match';
import { bytesWords, costWords, countWords } from '@/components/settings/amounts';
import { clientConfigFrom } from '@/lib/firebase/client/client-config';

const NOW = Date.UTC(2026, 10, 22, 12);
const MINUTE = 60_000;

describe('relativeTime', () => {
  it.each([
    [-3_000, 'just now'],
    [2_000, 'just now'],
    [20_000, 'in a moment'],
    [-3 * MINUTE, '3 minutes ago'],
    [-90 * MINUTE, '1 hour ago'],
    [-25 * 60 * MINUTE, 'yesterday'],
    [5 * MINUTE, 'in 5 minutes'],
    [-30 * 24 * 60 * MINUTE, 'Oct 23, 2026'],
  ])('%d ms from now is %s', (distance, words) => {
    expect(relativeTime(NOW + distance, NOW)).toBe(words);
  });
});

describe('shortDuration', () => {
  it.each([
    [-5, 'under 1 s'],
    [8_400, '8 s'],
    [4 * MINUTE, '4 min'],
    [60 * MINUTE, '1 h'],
    [80 * MINUTE, '1 h 20 min'],
  ])('%d ms is %s', (milliseconds, words) => {
    expect(shortDuration(milliseconds)).toBe(words);
  });
});

describe('amounts', () => {
  it('are short and in units that people know', () => {
    expect(countWords(1_234)).toBe('1.2K');
    expect(bytesWords(0)).toBe('0 B');
    expect(bytesWords(3_400_000)).toBe('3.4 MB');
    expect(bytesWords(73_400_320)).toBe('73 MB');
  });

  it('say what is not known of a cost, and what is almost nothing', () => {
    expect(costWords(null)).toBe('Unknown');
    expect(costWords(0)).toBe('$0.00');
    expect(costWords(0.002)).toBe('Under $0.01');
    expect(costWords(1.2)).toBe('$1.20');
  });
});

describe('titleMatches', () => {
  it('looks past case, accents and the order of words', () => {
    expect(titleMatches('Interview mit Frau Müller, Zürich', 'zurich MULLER')).toBe(true);
    expect(titleMatches('Stand-up', 'up down')).toBe(false);
    expect(titleMatches('Anything', '')).toBe(true);
  });
});

describe('authWords', () => {
  it('do not tell a wrong password from a missing account', () => {
    const said = ['auth/wrong-password', 'auth/invalid-credential'].map((code) =>
      authWords({ code }),
    );
    expect(new Set(said).size).toBe(1);
    expect(authWords({ code: 'auth/user-not-found' })).toMatch(/^E-mail or password is not right/);
  });

  it('are silent when the person closed the window themselves', () => {
    expect(authWords({ code: 'auth/popup-closed-by-user' })).toBeNull();
  });

  it.each([null, 'text', new Error('x'), { code: 7 }])('exist for anything: %j', (thrown) => {
    expect(authWords(thrown)).toMatch(/^Signing in did not work/);
  });
});

describe('clientConfigFrom', () => {
  const emulators = {
    GOOGLE_CLOUD_PROJECT: 'demo-x',
    FIREBASE_AUTH_EMULATOR_HOST: '127.0.0.1:9099',
    FIRESTORE_EMULATOR_HOST: '127.0.0.1:8080',
  };

  it('points the browser at the emulators that the server uses', () => {
    expect(clientConfigFrom(emulators)).toMatchObject({
      projectId: 'demo-x',
      emulators: {
        authUrl: 'http://127.0.0.1:9099',
        firestoreHost: '127.0.0.1',
        firestorePort: 8080,
      },
      googleSignIn: false,
    });
  });

  it('takes the web configuration outside the emulators', () => {
    const config = clientConfigFrom({
      GOOGLE_CLOUD_PROJECT: 'real',
      FIREBASE_WEB_CONFIG: '{"apiKey":"k","authDomain":"real.firebaseapp.com","appId":"1"}',
      FIRELANE_GOOGLE_SIGN_IN: '1',
    });
    expect(config).toEqual({
      apiKey: 'k',
      authDomain: 'real.firebaseapp.com',
      projectId: 'real',
      appId: '1',
      emulators: null,
      googleSignIn: true,
    });
  });

  it('says what to set when there is neither', () => {
    expect(() => clientConfigFrom({})).toThrow(/FIREBASE_WEB_CONFIG/);
  });
});

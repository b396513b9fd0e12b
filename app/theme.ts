'use client';

import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The brand: embers. Shade 7 carries white text, and stands as text on white, at 5:1. */
const ember: MantineColorsTuple = [
  '#fff6f0',
  '#ffe8da',
  '#fdcfb4',
  '#fbb089',
  '#f78d59',
  '#ee6f33',
  '#d9541b',
  '#b8410f',
  '#963510',
  '#752c11',
];

/** Warm greys. Shade 6, the dimmed text, keeps 5:1 on white and on the page's own background. */
const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f4f2ef',
  '#e9e6e1',
  '#dbd7d0',
  '#c2bdb5',
  '#a29c93',
  '#6b655d',
  '#524d46',
  '#3b3732',
  '#24211e',
];

/** The same warmth at night: 7 is the page, 6 a surface, 4 a border, 2 dimmed text. */
const dark: MantineColorsTuple = [
  '#ece9e5',
  '#cfcac4',
  '#aba59d',
  '#847e76',
  '#47423d',
  '#37332f',
  '#272421',
  '#1a1816',
  '#131110',
  '#0c0b0a',
];

/** Colours, type and shape of the whole app; everything else is Mantine's. */
export const theme = createTheme({
  colors: { ember, gray, dark },
  primaryColor: 'ember',
  primaryShade: { light: 7, dark: 7 },
  black: '#24211e',
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '20px' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, monospace",
  headings: {
    fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.35' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
    },
  },
  components: {
    Button: { defaultProps: { fw: 550 } },
    // Its placeholder is a focusable child that role="menu" does not allow.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Skeleton: { defaultProps: { radius: 'md' } },
  },
  shadows: {
    xs: '0 1px 2px rgb(36 33 30 / 6%)',
    sm: '0 1px 3px rgb(36 33 30 / 8%), 0 1px 2px rgb(36 33 30 / 4%)',
    md: '0 4px 14px rgb(36 33 30 / 8%), 0 1px 3px rgb(36 33 30 / 6%)',
    lg: '0 12px 32px rgb(36 33 30 / 12%), 0 2px 6px rgb(36 33 30 / 6%)',
  },
});

import classes from './app-shell.module.css';

/** The mark: a flame in a lane. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden
      focusable="false"
      className={classes.logo}
    >
      <defs>
        <linearGradient id="fl-ember" x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stopColor="#f78d59" />
          <stop offset="1" stopColor="#b8410f" />
        </linearGradient>
      </defs>
      <rect width="32" height="32" rx="9" fill="url(#fl-ember)" />
      <path
        d="M16.6 5.6c.5 3.3-1 5-2.8 6.9C11.9 14.5 10 16.5 10 19.7a6 6 0 0 0 12 .3c0-2.3-1-4.2-2.1-5.7-.2 1.5-.9 2.5-1.9 3.1.5-4-.1-8.3-1.4-11.8Z"
        fill="#fff"
      />
      <path d="M16 27.5V22" stroke="#b8410f" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}

'use client';

import { useEffect } from 'react';

import styles from './api-docs.module.css';

/** Opens the part that a link of this page leads to, and all of them at once for who reads or prints them. */
export function OpenParts() {
  useEffect(() => {
    const openTarget = (): void => {
      openPart(window.location.hash);
    };
    // The address does not change when a link leads to where the page is already.
    const onClick = ({ target }: MouseEvent): void => {
      const link = target instanceof Element ? target.closest('a[href^="#"]') : null;
      if (link !== null) openPart(link.getAttribute('href') ?? '');
    };
    openTarget();
    window.addEventListener('hashchange', openTarget);
    document.addEventListener('click', onClick);
    return () => {
      window.removeEventListener('hashchange', openTarget);
      document.removeEventListener('click', onClick);
    };
  }, []);
  return (
    <div className={styles.controls}>
      <button type="button" onClick={() => setAll(true)}>
        Open all
      </button>
      <button type="button" onClick={() => setAll(false)}>
        Close all
      </button>
    </div>
  );
}

function openPart(hash: string): void {
  const target = document.getElementById(hash.slice(1));
  if (!(target instanceof HTMLDetailsElement) || target.open) return;
  target.open = true;
  target.scrollIntoView();
}

function setAll(open: boolean): void {
  for (const part of document.querySelectorAll<HTMLDetailsElement>('main details[id]')) {
    part.open = open;
  }
}

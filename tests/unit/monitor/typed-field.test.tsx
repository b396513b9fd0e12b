// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { TypedField } from '@/components/monitor/jobs/typed-field';

let root: Root;
let host: HTMLElement;
let asked: (string | null)[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  asked = [];
});

afterEach(() => {
  act(() => {
    root.unmount();
  });
  host.remove();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const note = (value: string | null): void => {
  asked.push(value);
};

function applied(value: string | null): void {
  act(() => {
    root.render(
      <MantineProvider env="test">
        <TypedField label="Error code" value={value} onTyped={note} />
      </MantineProvider>,
    );
  });
}

function field(): HTMLInputElement {
  const input = host.querySelector('input');
  if (input === null) throw new Error('there is no field');
  return input;
}

/** As React hears of it: its own record of the value is not what was set. */
function type(text: string): void {
  const descriptor = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  act(() => {
    descriptor?.set?.call(field(), text);
    field().dispatchEvent(new Event('input', { bubbles: true }));
  });
}

const pause = () => act(() => vi.advanceTimersByTimeAsync(400));

it('keeps what was typed while an earlier search was on its way, and asks for it', async () => {
  applied(null);
  type('silent_audio');
  await pause();
  type('no_such_error');
  applied('silent_audio');
  expect(field().value).toBe('no_such_error');
  await pause();
  expect(asked).toEqual(['silent_audio', 'no_such_error']);
  applied('no_such_error');
  expect(field().value).toBe('no_such_error');
});

it('shows what it did not ask for itself: the back button, or a search that was cleared', async () => {
  applied(null);
  type('silent_audio');
  await pause();
  applied('silent_audio');
  applied(null);
  expect(field().value).toBe('');
  type('half a wo');
  applied('silent_audio');
  expect(field().value).toBe('silent_audio');
  await pause();
  expect(asked).toEqual(['silent_audio']);
});

it('asks once the typing pauses, and for nothing twice', async () => {
  applied(null);
  type('a');
  type('ab');
  await pause();
  act(() => {
    field().dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  });
  await pause();
  expect(asked).toEqual(['ab']);
  type('');
  applied('ab');
  await pause();
  expect(asked).toEqual(['ab', null]);
});

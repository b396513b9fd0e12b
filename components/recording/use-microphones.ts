'use client';

import { useEffect, useState } from 'react';

export interface Microphone {
  id: string;
  label: string;
}

/**
 * The microphones that can be chosen, live as they are plugged in. Browsers name them only once the
 * microphone was allowed: until then the list is empty. `allowed` makes it read again.
 */
export function useMicrophones(allowed: boolean): readonly Microphone[] {
  const [microphones, setMicrophones] = useState<readonly Microphone[]>([]);
  useEffect(() => {
    if (!('mediaDevices' in navigator)) return undefined;
    const { mediaDevices } = navigator;
    let left = false;
    const read = () => {
      void mediaDevices.enumerateDevices().then((devices) => {
        if (!left) setMicrophones(namedMicrophones(devices));
      });
    };
    read();
    mediaDevices.addEventListener('devicechange', read);
    return () => {
      left = true;
      mediaDevices.removeEventListener('devicechange', read);
    };
  }, [allowed]);
  return microphones;
}

function namedMicrophones(devices: readonly MediaDeviceInfo[]): Microphone[] {
  return (
    devices
      .filter(
        (device) => device.kind === 'audioinput' && device.deviceId !== '' && device.label !== '',
      )
      // Chrome lists the system's own choice a second time under these ids.
      .filter((device) => device.deviceId !== 'default' && device.deviceId !== 'communications')
      .map((device) => ({ id: device.deviceId, label: device.label }))
  );
}

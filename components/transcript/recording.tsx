'use client';

import { useEffect, useRef, useState } from 'react';

import { useUser } from '@/hooks/use-user';
import { ensureSession } from '@/lib/firebase/client/session';

import { usePlayer } from './player-context';

/**
 * The audio element behind the player. It cannot send a bearer token, so it waits for the session cookie.
 * Give it a new key to load the recording again.
 */
export function Recording({ mediaId }: { mediaId: string }) {
  const { user } = useUser();
  const player = usePlayer();
  const element = useRef<HTMLAudioElement>(null);
  const [source, setSource] = useState<string | null>(null);
  const uid = user?.uid;

  useEffect(() => {
    if (uid === undefined) return undefined;
    let left = false;
    const load = () => {
      if (!left) setSource(`/api/media/${encodeURIComponent(mediaId)}`);
    };
    // Without a fresh cookie the older one may still do; if not, the element's error says so.
    ensureSession(uid).then(load, load);
    return () => {
      left = true;
    };
  }, [uid, mediaId]);

  useEffect(() => {
    if (source === null || element.current === null) return undefined;
    return player.attach(element.current);
  }, [player, source]);

  if (source === null) return null;
  return <audio ref={element} src={source} preload="metadata" />;
}

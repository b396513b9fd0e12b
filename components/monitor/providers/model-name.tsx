import { providerTitle } from '@/components/engine/provider-title';

import classes from './providers.module.css';

/** `provider:model` for a person: the model, and whose it is. */
export function ModelName({ id }: { id: string }) {
  const at = id.indexOf(':');
  const provider = at === -1 ? id : id.slice(0, at);
  const model = at === -1 ? null : id.slice(at + 1);
  return (
    <span className={classes.model}>
      {model ?? providerTitle(provider)}
      {model !== null && <small>{providerTitle(provider)}</small>}
    </span>
  );
}

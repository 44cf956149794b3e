import { useEffect, useState } from 'react';
import { useStore } from '../ui/useStore';
import { call } from '../wire/calls';
import { findRoute, shell, unlisted, type Placed } from '../wire/shell';

/** The route of a slug: at once when it is listed, otherwise after asking the server. */
export function useRoute(slug: string): Placed | 'asking' | 'absent' {
  const known = useStore(shell);
  useStore(unlisted);
  const [absent, setAbsent] = useState('');
  const placed = findRoute(slug, known);
  const ready = known !== null;
  useEffect(() => {
    if (placed || !ready) return;
    let wanted = true;
    call('ROUTE', { slug }).then(
      (found) => wanted && unlisted.set({ ...unlisted.get(), [slug]: found }),
      () => wanted && setAbsent(slug),
    );
    return () => {
      wanted = false;
    };
  }, [slug, placed, ready]);
  return placed ?? (absent === slug ? 'absent' : 'asking');
}

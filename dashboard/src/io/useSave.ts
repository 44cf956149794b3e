import { useCallback, useState } from 'react';
import type { Translate } from '../text/t';
import type { RendererProps } from './types';

/** Saving the file of a component: whether it is being asked for, and what went wrong. */
export function useSave(save: RendererProps['save'], t: Translate) {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const start = useCallback(
    (format?: string, state?: unknown) => {
      if (!save) return;
      setAsking(true);
      setProblem(undefined);
      save(format, state)
        .catch((reason: unknown) => {
          setProblem(reason instanceof Error && reason.message ? reason.message : t('file.failed'));
        })
        .finally(() => setAsking(false));
    },
    [save, t],
  );
  return { asking, problem, start };
}

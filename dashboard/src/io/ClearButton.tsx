import { Button } from '../ui/Button';
import type { Translate } from '../text/t';

/** Takes an optional answer back. */
export function ClearButton({ label, onClear, t }: { label: string; onClear: () => void; t: Translate }) {
  return (
    <Button theme="plain" icon="close" iconOnly onClick={onClear}>
      {t('io.clear', { label })}
    </Button>
  );
}

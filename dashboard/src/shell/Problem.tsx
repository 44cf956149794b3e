import { t } from '../text/t';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import styles from './Problem.module.css';

/** Something could not be had: what, and a way to try again. */
export function Problem({ message, onRetry }: { message: string; onRetry?: () => void }) {
  return (
    <div className={styles.problem} role="alert">
      <Icon name="error" />
      <span>{message}</span>
      {onRetry ? (
        <Button small onClick={onRetry}>
          {t('problem.retry')}
        </Button>
      ) : null}
    </div>
  );
}

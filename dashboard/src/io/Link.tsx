import { language } from '../text/t';
import { Button, buttonClass } from '../ui/Button';
import type { ButtonTheme } from '../ui/Button';
import { hrefOf, isExternal } from '../wire/address';
import type { Target } from '../wire/address';
import styles from './Link.module.css';
import { TargetLink } from './TargetLink';
import type { RendererProps } from './types';
import { useSave } from './useSave';

interface LinkProps extends Target {
  theme?: string;
  href?: string;
  action?: string;
  disabled?: boolean;
  /** The action opens over the screen. */
  over?: boolean;
  /** The name of the file behind the address, or without one of the file that the host hands over. */
  download?: string | boolean | null;
  /** Bytes of that file, where they are known. */
  size?: number;
}

const looks: Record<string, ButtonTheme> = {
  primary: 'primary',
  secondary: 'secondary',
  danger: 'dangerText',
};

/** DISPLAY_LINK: a link, or with a theme a link that looks like a button; a file to save. */
export default function LinkDisplay(props: RendererProps<LinkProps>) {
  const { theme, params, disabled, download, over } = props.component.props;
  const target = {
    route: props.component.props.route ?? props.component.props.action,
    url: props.component.props.url ?? props.component.props.href,
    params,
  };
  const look = theme === undefined ? undefined : looks[theme];
  if (download && !target.route && !target.url && !disabled) return <FileButton {...props} />;
  const { label } = props.component;
  const href = hrefOf(target);
  if (disabled || href === undefined) {
    return (
      <p>
        <span className={look ? `${buttonClass(look)} ${styles.off}` : styles.off} aria-disabled="true">
          {label}
        </span>
      </p>
    );
  }
  if (download && !target.route && !isExternal(href)) {
    return (
      <p>
        <a
          href={href}
          download={typeof download === 'string' ? download : true}
          className={look && buttonClass(look)}
        >
          {label}
        </a>
      </p>
    );
  }
  return (
    <p data-over={over || undefined}>
      <TargetLink target={target} className={look && buttonClass(look)} withHost>
        {label}
      </TargetLink>
    </p>
  );
}

/** A file that the service hands over when it is asked for. */
function FileButton({ component, save, t }: RendererProps<LinkProps>) {
  const { theme = 'secondary', size, download } = component.props;
  const { asking, problem, start } = useSave(save, t);
  const details = [
    typeof download === 'string' && download !== component.label ? download : undefined,
    size === undefined ? undefined : sizeText(size),
  ].filter(Boolean);
  return (
    <div className={styles.file}>
      <Button
        theme={looks[theme] ?? 'secondary'}
        icon="download"
        busy={asking}
        disabled={!save}
        onClick={() => start()}
      >
        {component.label}
      </Button>
      {details.length > 0 && <span className={styles.size}>{details.join(' · ')}</span>}
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Bytes as people count them: "5 bytes", "1.2 MB". */
export function sizeText(bytes: number): string {
  let at = 0;
  let amount = bytes;
  while (amount >= 1000 && at < units.length - 1) {
    amount /= 1000;
    at++;
  }
  const digits = at > 0 && amount < 10 ? 1 : 0;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[at],
    unitDisplay: at === 0 ? 'long' : 'short',
    maximumFractionDigits: digits,
  }).format(amount);
}

import { buttonClass } from '../ui/Button';
import type { ButtonTheme } from '../ui/Button';
import { hrefOf } from '../wire/address';
import type { Target } from '../wire/address';
import styles from './Link.module.css';
import { TargetLink } from './TargetLink';
import type { RendererProps } from './types';

interface LinkProps extends Target {
  theme?: string;
  href?: string;
  action?: string;
  disabled?: boolean;
}

const looks: Record<string, ButtonTheme> = {
  primary: 'primary',
  secondary: 'secondary',
  danger: 'dangerText',
};

/** DISPLAY_LINK: a link, or with a theme a link that looks like a button. */
export default function LinkDisplay({ component }: RendererProps<LinkProps>) {
  const { theme, params, disabled } = component.props;
  const target = {
    route: component.props.route ?? component.props.action,
    url: component.props.url ?? component.props.href,
    params,
  };
  const look = theme === undefined ? undefined : looks[theme];
  if (disabled || hrefOf(target) === undefined) {
    return (
      <p>
        <span className={look ? `${buttonClass(look)} ${styles.off}` : styles.off} aria-disabled="true">
          {component.label}
        </span>
      </p>
    );
  }
  return (
    <p>
      <TargetLink target={target} className={look && buttonClass(look)} withHost>
        {component.label}
      </TargetLink>
    </p>
  );
}

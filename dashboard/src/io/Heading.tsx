import { buttonClass } from '../ui/Button';
import type { ButtonTheme } from '../ui/Button';
import type { Button } from '../wire/protocol.gen';
import styles from './Heading.module.css';
import { TargetLink } from './TargetLink';
import type { RendererProps } from './types';

interface HeadingProps {
  level?: number;
  description?: string;
  menuItems?: Button[];
}

/** DISPLAY_HEADING: the screen's own title is the only h1, so headings begin at h2. */
export default function HeadingDisplay({ component }: RendererProps<HeadingProps>) {
  const { level = 2, description, menuItems = [] } = component.props;
  const Tag = level >= 4 ? 'h4' : level === 3 ? 'h3' : 'h2';
  return (
    <header className={styles.heading}>
      <div className={styles.words}>
        <Tag className={styles.title}>{component.label}</Tag>
        {description && <p className={styles.description}>{description}</p>}
      </div>
      {menuItems.map((item) =>
        item.disabled ? (
          <button key={item.label} type="button" className={buttonClass(themeOf(item))} disabled>
            {item.label}
          </button>
        ) : (
          <TargetLink key={item.label} target={item} className={buttonClass(themeOf(item))}>
            {item.label}
          </TargetLink>
        ),
      )}
    </header>
  );
}

function themeOf(item: Button): ButtonTheme {
  if (item.theme === 'danger') return 'dangerText';
  return item.theme === 'primary' ? 'primary' : 'secondary';
}

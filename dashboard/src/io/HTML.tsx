import { SafeHTML } from '../ui/SafeHTML';
import type { RendererProps } from './types';

/** DISPLAY_HTML: markup of an action, cleaned by its host and here. */
export default function HTML({ component }: RendererProps<{ html?: string }>) {
  return (
    <section aria-label={component.label || undefined}>
      {component.label && <h2>{component.label}</h2>}
      <SafeHTML html={component.props.html ?? ''} />
    </section>
  );
}

import { ChangeRows } from './ChangeRows';
import type { Change } from './props';
import type { RendererProps } from './types';

/** DISPLAY_CHANGES: before and after, field by field. */
export default function Changes({ component, t }: RendererProps<{ rows?: Change[] }>) {
  return (
    <section>
      {component.label && <h2>{component.label}</h2>}
      <ChangeRows rows={component.props.rows ?? []} label={component.label} t={t} />
    </section>
  );
}

// What a field's value means as an answer.

import { t } from '../text/t';
import { isInput } from './registry';
import type { IOComponent, Renderer } from './types';

/** Whether a component takes an answer. */
export function takesAnswer(component: Pick<IOComponent, 'methodName'>): boolean {
  return isInput(component.methodName);
}

/** Whether a field counts as not answered. */
export function isEmpty(renderer: Renderer | undefined, component: IOComponent, value: unknown): boolean {
  if (renderer?.isEmpty) return renderer.isEmpty(value, component);
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** What is wrong with a field's value, if anything. */
export function problemOf(
  renderer: Renderer | undefined,
  component: IOComponent,
  value: unknown,
): string | undefined {
  if (!takesAnswer(component)) return undefined;
  if (isEmpty(renderer, component, value)) {
    if (component.isOptional || component.props.disabled) return undefined;
    return renderer?.missing?.(component, t) ?? t('field.required');
  }
  return renderer?.validate?.(component, value, t);
}

/** A field's value on the wire; null for a display or for nothing. */
export function answerFor(renderer: Renderer | undefined, component: IOComponent, value: unknown): unknown {
  if (!takesAnswer(component) || isEmpty(renderer, component, value)) return null;
  return renderer?.encode ? (renderer.encode(value, component) ?? null) : value;
}

/** What a field would answer, for conditions: undefined for a display; a value that cannot be sent is no answer. */
export function saidFor(renderer: Renderer | undefined, component: IOComponent, value: unknown): unknown {
  if (!takesAnswer(component)) return undefined;
  try {
    return answerFor(renderer, component, value);
  } catch {
    return null;
  }
}

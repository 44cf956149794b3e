import type { Plugin } from 'vite';

/**
 * React Aria makes an impossible day, such as 31 February, the last one of its
 * month when the field is left. Nobody typed that: here it stays as it was typed,
 * for the field to complain about.
 */
export function impossible(): Plugin {
  const constraining = /(confirmPlaceholder ?\(\) \{[^}]*?let dateValue = displayValue\.toValue\([^;]*;)/;
  return {
    name: 'panel-impossible',
    enforce: 'pre',
    transform(code, id) {
      if (!/dist[\\/]private[\\/]datepicker[\\/]useDateFieldState\.mjs(\?|$)/.test(id)) return null;
      const mended = code.replace(
        constraining,
        '$1 if (!displayValue.validate(dateValue, displaySegments)) return;',
      );
      if (mended === code) this.error('React Aria constrains dates in another way now: look again.');
      return { code: mended, map: null };
    },
  };
}

import type { Plugin } from 'vite';

/**
 * React Aria ships its strings in thirty languages. The panel speaks one: the strings
 * of every other resolve to those of that one, for a language without strings is an
 * error there. Dates and numbers stay those of the browser's language.
 */
export function locales(spoken: string): Plugin {
  const pattern = /(?:^|\/)([a-z]{2}-[A-Z]{2})\.(?:mjs|module\.js|js|json)$/;
  return {
    name: 'panel-locales',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const language = pattern.exec(source)?.[1];
      if (!language || language === spoken || !importer) return null;
      if (
        !/node_modules\/(react-aria|react-stately|@react-aria|@react-stately|react-aria-components)/.test(
          importer,
        )
      ) {
        return null;
      }
      return this.resolve(source.replace(language, spoken), importer, { ...options, skipSelf: true });
    },
  };
}

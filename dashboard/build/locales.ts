import type { Plugin } from 'vite';

/**
 * React Aria ships its strings in thirty languages. Those that the panel has no
 * catalogue for resolve to an empty module.
 */
export function locales(kept: string[]): Plugin {
  const pattern = /(?:^|\/)([a-z]{2}-[A-Z]{2})\.(?:mjs|module\.js|js|json)$/;
  return {
    name: 'panel-locales',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const language = pattern.exec(source)?.[1];
      if (!language || kept.includes(language) || !importer) return null;
      if (
        !/node_modules\/(react-aria|react-stately|@react-aria|@react-stately|react-aria-components)/.test(
          importer,
        )
      ) {
        return null;
      }
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      return resolved ? `\0panel-empty-locale:${language}` : null;
    },
    load(id) {
      return id.startsWith('\0panel-empty-locale:') ? 'export default {};' : null;
    },
  };
}

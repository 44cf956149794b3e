import core from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import sql from 'highlight.js/lib/languages/sql';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

/** A piece of code: plain text, or text that means something. */
export type Token = string | { scope: string; children: Token[] };

const languages = { bash, diff, go, javascript, json, python, sql, xml, yaml };
for (const [name, language] of Object.entries(languages)) core.registerLanguage(name, language);

interface Tree {
  rootNode?: { children?: unknown[] };
}

/** The tokens of code in a language by name or alias; one piece of text when it is unknown. */
export function highlight(code: string, language: string): Token[] {
  if (!core.getLanguage(language)) return [code];
  const { _emitter } = core.highlight(code, { language, ignoreIllegals: true });
  return tokensOf((_emitter as unknown as Tree).rootNode?.children ?? [code]);
}

/** Takes the tree instead of the HTML that would be made of it: no markup is ever parsed. */
function tokensOf(nodes: unknown[]): Token[] {
  return nodes.map((node) => {
    if (typeof node === 'string') return node;
    const { scope = '', children = [] } = node as { scope?: string; children?: unknown[] };
    return { scope: scope.split('.')[0] ?? '', children: tokensOf(children) };
  });
}

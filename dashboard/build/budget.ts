import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Plugin, Rollup } from 'vite';

interface Budget {
  /** KiB, gzipped: the entry, everything it imports at once, its styles and the page. */
  first: number;
  firstRequests: number;
  /** KiB, gzipped, of lazy chunks by name; `other` for those without a line of their own. */
  lazy: Record<string, number>;
  /** KiB of all files. */
  totalPlain: number;
  totalGzipped: number;
}

interface Piece {
  name: string;
  bytes: number;
  chunk?: Rollup.OutputChunk;
}

const gzipped = (content: string | Uint8Array) => gzipSync(content, { level: 9 }).length;
const kib = (bytes: number) => (bytes / 1024).toFixed(1);

/** Fails the build when it is larger than budget.json allows, and says which package grew. */
export function budget(file = 'budget.json'): Plugin {
  return {
    name: 'panel-budget',
    apply: 'build',
    enforce: 'post',
    writeBundle(_options, bundle) {
      const limits = JSON.parse(readFileSync(file, 'utf8')) as Budget;
      const problems = check(bundle, limits);
      if (problems.length > 0) this.error(`over budget:\n${problems.join('\n')}`);
    },
  };
}

function check(bundle: Rollup.OutputBundle, limits: Budget): string[] {
  const pieces = new Map<string, Piece>();
  let plain = 0;
  for (const [path, output] of Object.entries(bundle)) {
    const content = output.type === 'chunk' ? output.code : output.source;
    plain += Buffer.byteLength(content);
    pieces.set(path, {
      name: output.type === 'chunk' ? output.name : path,
      bytes: gzipped(content),
      chunk: output.type === 'chunk' ? output : undefined,
    });
  }
  const first = firstLoad(pieces);
  const problems: string[] = [];
  const compare = (what: string, bytes: number, limit: number, parts: Piece[]) => {
    console.log(`${what}: ${kib(bytes)} of ${limit} KiB gzipped`);
    if (bytes > limit * 1024)
      problems.push(`${what} is ${kib(bytes)} KiB, at most ${limit}\n${packages(parts)}`);
  };
  compare('first load', sum(first), limits.first, first);
  if (first.length > limits.firstRequests)
    problems.push(`first load is ${first.length} requests, at most ${limits.firstRequests}`);
  for (const piece of pieces.values()) {
    if (!piece.chunk || first.includes(piece)) continue;
    compare(piece.name, piece.bytes, limits.lazy[piece.name] ?? limits.lazy.other ?? 25, [piece]);
  }
  const all = [...pieces.values()];
  compare('everything', sum(all), limits.totalGzipped, all);
  if (plain > limits.totalPlain * 1024)
    problems.push(`everything is ${kib(plain)} KiB plain, at most ${limits.totalPlain}`);
  return problems;
}

const sum = (pieces: Piece[]) => pieces.reduce((total, piece) => total + piece.bytes, 0);

/** The page, the entry and all that they import at once. */
function firstLoad(pieces: Map<string, Piece>): Piece[] {
  const found = new Set<Piece>();
  const visit = (path: string) => {
    const piece = pieces.get(path);
    if (!piece || found.has(piece)) return;
    found.add(piece);
    for (const next of piece.chunk?.imports ?? []) visit(next);
    for (const style of piece.chunk?.viteMetadata?.importedCss ?? []) visit(style);
  };
  visit('index.html');
  for (const [path, piece] of pieces) if (piece.chunk?.isEntry) visit(path);
  return [...found];
}

/** What the packages in these chunks weigh before compression, heaviest first. */
function packages(pieces: Piece[]): string {
  const weights = new Map<string, number>();
  for (const piece of pieces) {
    for (const [id, module] of Object.entries(piece.chunk?.modules ?? {})) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? 'our own';
      weights.set(name, (weights.get(name) ?? 0) + module.renderedLength);
    }
  }
  const heaviest = [...weights].sort((a, b) => b[1] - a[1]).slice(0, 12);
  return heaviest.map(([name, bytes]) => `  ${kib(bytes).padStart(8)} KiB plain  ${name}`).join('\n');
}

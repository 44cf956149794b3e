// The example programs, each test with its own on a free port and a file of its own.

import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/** The folder of the built programs. `make test` names one; by hand they are built here, once. */
function binaries() {
  const named = process.env['STAGEDOOR_BIN'];
  if (named) return named;
  const folder = join(root, 'bin', 'e2e'); // of this checkout, and ignored by git
  if (!built) {
    const programs = ['stdlib', 'gin', 'gallery', 'samples', 'internal/environments', 'internal/rows'].map(
      (name) => `./examples/${name}`,
    );
    execFileSync('go', ['build', '-o', `${folder}/`, ...programs], { cwd: root, stdio: 'inherit' });
    built = true;
  }
  return folder;
}
let built = false;

/**
 * Starts an example and resolves once it has printed its first lines. It ends with
 * the test.
 * @param {import('node:test').TestContext} t
 */
export async function startShop(t, { file = '', addr = '127.0.0.1:0', program = 'stdlib', flags = [] } = {}) {
  const bin = binaries();
  const folder = file ? '' : mkdtempSync(join(tmpdir(), 'stagedoor-e2e-'));
  const db = file || join(folder, 'shop.db');
  const temporary = mkdtempSync(join(tmpdir(), 'stagedoor-e2e-'));
  const child = spawn(join(bin, program), ['-addr', addr, '-db', db, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: temporary },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  t.after(async () => {
    await stop();
    for (const made of [folder, temporary]) if (made) rmSync(made, { recursive: true, force: true });
    const nowhere = said.match(/^.*leads nowhere.*$/m);
    if (nowhere) throw new Error(`a link of the program leads nowhere: ${nowhere[0]}`);
  });
  const [panel, link, other, staging] = await firstLines(child, ended, () => said, lineCount[program] ?? 2);
  const url = panel.replace(/^Panel\s+/, '');
  return {
    /** Of the panel, with a slash at the end. */
    url,
    /** Of the shop, without a slash at the end. */
    shop: new URL(url).origin,
    link: link.replace(/^Sign in\s+/, ''),
    /** A link for another person, where the program has one. */
    otherLink: other.replace(/^as Bo\s+/, ''),
    /** A link into the panel of another environment, where the program has one. */
    stagingLink: staging?.replace(/^Staging\s+/, ''),
    db,
    stop,
    /** The folder of its temporary files. */
    temporary,
    /** Kills the program as a crash would. */
    crash: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    /** What it has written to its log. */
    log: () => said,
    /** The rows of a query, read past the program. */
    rows: async (query, ...values) => {
      const { stdout } = await run(join(bin, 'rows'), [db, query, ...values.map(String)], {
        maxBuffer: 64 << 20,
      });
      return JSON.parse(stdout);
    },
  };
}

/** How many lines a program prints, where it is not two. */
const lineCount = { gallery: 3, environments: 4 };

/** Starts the program that shows every component. */
export const startGallery = (t, options) => startShop(t, { program: 'gallery', ...options });

/** Starts the program of small apps, each in a folder of its own. */
export const startSamples = (t) => startShop(t, { program: 'samples' });

/** The lines that a program prints, or an error with all it said. */
function firstLines(child, ended, said, count) {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (text) => {
      printed += text;
      const lines = printed.split('\n');
      if (lines.length > count) resolve(lines);
    });
    child.once('error', reject);
    void ended.then((code) => reject(new Error(`the program ended with ${code}: ${said()}`)));
  });
}

/** Where pictures for the documentation go. */
export function picture(name) {
  const folder = join(root, 'docs', 'images');
  return existsSync(folder) && process.env['STAGEDOOR_PICTURES'] ? join(folder, name) : '';
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { scenarios } from './scenarios.mjs';

/** The text of a file of tests: one beside this, or one in Go. */
function source(file) {
  const from = file.endsWith('.go') ? '../../' : './';
  return readFileSync(new URL(from + file, import.meta.url), 'utf8');
}

/** Whether a file has a test with exactly this name. */
function holds(file, name) {
  const text = source(file);
  if (file.endsWith('.go')) return text.includes(`\nfunc ${name}(t *testing.T) {`);
  const lines = text.split('\n').map((line) => line.trimStart());
  return [`'${name}'`, JSON.stringify(name)].some((quoted) =>
    lines.some((line) => line.startsWith(`test(${quoted}, async (`)),
  );
}

test('every scenario is seen in a test that is there, or has a reason', () => {
  for (const { id, what, file, test: name, because } of scenarios) {
    assert.match(what, /^[A-Z].+\.$/, `${id} says what it is`);
    if (file === undefined) assert.match(because, /^[A-Z].+\.$/, `${id} says why it is nowhere`);
    else assert.ok(holds(file, name), `${id}: there is no test “${name}” in ${file}`);
  }
});

test('no scenario is there twice, and none was lost', () => {
  const parts = new Map();
  for (const { id } of scenarios) parts.set(id[0], [...(parts.get(id[0]) ?? []), Number(id.slice(1))]);
  assert.equal([...parts.keys()].sort().join(''), 'ABCDEFGHIJKLMNOPQRSUVW');
  for (const [letter, numbers] of parts) {
    const sorted = numbers.sort((a, b) => a - b);
    assert.deepEqual(
      sorted,
      sorted.map((_, at) => at + 1),
      `the scenarios of ${letter}`,
    );
  }
});

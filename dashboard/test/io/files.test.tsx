import { act } from 'react';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { hintOf, itemsOf, refusalOf, summaryOf } from '../../src/io/fileModel';
import { loadRenderer } from '../../src/io/registry';
import { forget, hold, send } from '../../src/io/transfers';
import type { Renderer } from '../../src/io/types';
import { t } from '../../src/text/t';
import { answerOf, component, draw } from './screen';

let UploadFile: Renderer;
beforeAll(async () => {
  UploadFile = await loadRenderer('UPLOAD_FILE');
});

const file = (name: string, type = '', size = 4) => new File(['x'.repeat(size)], name, { type });
const of = (props: Record<string, unknown> = {}, more = {}) =>
  component({ maxSize: 10, ...props }, { methodName: 'UPLOAD_FILE', label: 'Receipt', ...more });
const sent = {
  key: 'k',
  name: 'a.txt',
  type: 'text/plain',
  size: 4,
  modified: 7,
  state: 'sent',
  upload: 'u1',
};

describe('what is taken', () => {
  test.each([
    [{}, file('a.exe'), undefined],
    [{ allowedExtensions: ['.csv', '.txt'] }, file('A.CSV'), undefined],
    [
      { allowedExtensions: ['.csv', '.txt'] },
      file('a.exe'),
      'Choose a file whose name ends in .csv or .txt.',
    ],
    [{ allowedExtensions: ['.csv'] }, file('.csv'), 'ends in .csv.'],
    [{ accept: ['image/*'] }, file('a.png', 'image/png'), undefined],
    [{ accept: ['image/*'] }, file('a.pdf', 'application/pdf'), 'Choose a file that is a picture.'],
    [
      { accept: ['image/png', 'image/jpeg', 'application/pdf', 'application/x-own', 'text/plain'] },
      file('a.mp4', 'video/mp4'),
      'Choose a file that is a picture (PNG or JPEG), PDF, application/x-own or plain text.',
    ],
    [{ accept: ['image/*'] }, file('a.unknown'), undefined], // the service looks at its content
    [{ accept: ['text/csv'] }, file('a.csv', 'application/vnd.ms-excel'), undefined], // what Windows says of CSV
    [{ maxSize: 3 }, file('a'), 'it has 4 bytes, at most 3 bytes are taken'],
    [{ accept: ['text/csv'] }, file('a.csv', '', 0), 'This file is empty.'],
    [{}, file('a', '', 0), undefined],
  ])('%o', (props, given, want) => {
    const said = refusalOf(given, { maxSize: 10, ...props }, t);
    if (want === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(want);
  });

  test('is said under the field', () => {
    const props = { accept: ['image/*', 'application/pdf'], maxSize: 2e6, maxFiles: 3 };
    expect(hintOf(of(props, { isMultiple: true }) as never, t)).toBe(
      'Pictures or PDF, at most 2 MB each, at most 3 files.',
    );
    expect(hintOf(of({ maxSize: 5 }) as never, t)).toBe('At most 5 bytes.');
    expect(hintOf(of({ accept: ['image/png', 'image/jpeg'] }) as never, t)).toBe(
      'A picture (PNG or JPEG), at most 10 bytes.',
    );
    expect(hintOf(of({ accept: ['audio/*', 'text/*'] }) as never, t)).toBe(
      'A sound or text, at most 10 bytes.',
    );
    const several = (more: object) => hintOf(of({ ...props, ...more }, { isMultiple: true }) as never, t);
    expect(several({ minFiles: 2, maxTotal: 5e6 })).toBe(
      'Pictures or PDF, at most 2 MB each, at least 2 files, at most 3 files, at most 5 MB together.',
    );
    expect(several({ minFiles: 1, maxTotal: 6e6 })).toBe(several({})); // three of 2 MB are never more
  });
});

describe('File', () => {
  test('an answer has names of files that have arrived, one or several', () => {
    const wire = { upload: 'u1', name: 'a.txt', type: 'text/plain', size: 4, lastModified: 7 };
    expect(answerOf(UploadFile, of(), [sent])).toEqual(wire);
    expect(answerOf(UploadFile, of({}, { isMultiple: true }), [sent])).toEqual([wire]);
    expect(itemsOf([wire, null, 'x', { upload: 'y' }])).toEqual([{ ...sent, key: 'u1' }]);
    expect(summaryOf(wire)).toBe('a.txt (4 bytes)');
  });

  test('waits for files on their way, and says which were lost with a reload', () => {
    const going = { ...sent, state: 'sending', upload: undefined };
    const screen = draw(UploadFile, of(), { value: [going] });
    expect(screen.place.textContent).toContain('This did not arrive. Remove it and choose it again.');
    expect(UploadFile.validate?.(of(), [going], t)).toBe('Remove what could not be sent, or send it again.');
    hold('k', file('a.txt')).busy = true;
    expect(UploadFile.validate?.(of(), [going], t)).toBe('Wait until all files have arrived.');
    forget('k');
    const several = of({ minFiles: 2, maxFiles: 3, maxTotal: 7 }, { isMultiple: true });
    expect(UploadFile.validate?.(several, [sent], t)).toBe('Choose at least 2 files.');
    expect(UploadFile.validate?.(several, [sent, sent], t)).toContain('at most 7 bytes are taken');
    expect(UploadFile.validate?.(several, [sent, sent, sent, sent], t)).toBe('Choose at most 3 files.');
  });

  test('an original host, which cannot be sent files, is said to be one', () => {
    const screen = draw(UploadFile, component({}, { methodName: 'UPLOAD_FILE' }));
    expect(screen.place.textContent).toContain('Files cannot be sent to this service from here.');
    expect(screen.place.querySelector('input')).toBeNull();
  });

  test('an answered question names its files', () => {
    expect(draw(UploadFile, of(), { value: [sent], readOnly: true }).place.textContent).toContain(
      'a.txt (4 bytes)',
    );
  });
});

/** A request that a test answers. */
class FakeRequest {
  static all: FakeRequest[] = [];
  status = 0;
  responseText = '';
  aborted = false;
  address = '';
  body: unknown;
  listeners = new Map<string, () => void>();
  upload = { addEventListener: (_: string, listener: (event: object) => void) => (this.progress = listener) };
  progress: (event: object) => void = () => {};
  constructor() {
    FakeRequest.all.push(this);
  }
  open(method: string, address: string) {
    this.address = `${method} ${address}`;
  }
  setRequestHeader() {}
  addEventListener(kind: string, listener: () => void) {
    this.listeners.set(kind, listener);
  }
  send(body: unknown) {
    this.body = body;
  }
  abort() {
    this.aborted = true;
    this.listeners.get('abort')?.();
  }
  answer(status: number, body: unknown) {
    this.status = status;
    this.responseText = typeof body === 'string' ? body : JSON.stringify(body);
    this.listeners.get('load')?.();
  }
}

describe('transfers', () => {
  beforeEach(() => {
    FakeRequest.all = [];
    vi.stubGlobal('XMLHttpRequest', FakeRequest);
  });
  afterEach(() => vi.unstubAllGlobals());
  const ask = () => Promise.resolve({ path: '-/uploads/s1' });
  const settled = () => act(async () => new Promise((done) => setTimeout(done)));

  test('a file is the body of one request, and says how far it is', async () => {
    const transfer = hold('a', file('a.txt'));
    const done = send(transfer, ask);
    await settled();
    const [request] = FakeRequest.all;
    expect(request?.address).toBe('POST /-/uploads/s1');
    expect(request?.body).toBe(transfer.file);
    request?.progress({ loaded: 1, total: 4 });
    expect(transfer.sent.get()).toBe(0.25);
    request?.answer(200, { upload: 'u1', name: 'a.txt', type: 'text/plain', size: 4 });
    expect((await done).upload).toBe('u1');
    expect(transfer.busy).toBe(false);
    forget('a');
  });

  test.each([
    [413, { message: 'Too large.' }, 'Too large.'],
    [502, '<html>gateway</html>', 'The line broke. Send it again.'],
    [200, 'null', 'The line broke. Send it again.'],
  ])('an answer of %i', async (status, body, said) => {
    const done = send(hold('a', file('a.txt')), ask);
    await settled();
    FakeRequest.all[0]?.answer(status, body);
    await expect(done).rejects.toThrow(said);
    forget('a');
  });

  test('three go at the same time; what is forgotten ends and lets the next one go', async () => {
    const all = ['a', 'b', 'c', 'd'].map((key) => send(hold(key, file(key)), ask).catch(() => 'ended'));
    await settled();
    expect(FakeRequest.all).toHaveLength(3);
    forget('a');
    await settled();
    expect(FakeRequest.all[0]?.aborted).toBe(true);
    expect(await all[0]).toBe('ended');
    expect(FakeRequest.all).toHaveLength(4);
    for (const key of ['b', 'c', 'd']) forget(key);
    await settled();
  });
});

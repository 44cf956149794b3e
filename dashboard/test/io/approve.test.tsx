import { act } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as choosing from '../../src/io/choosing';
import { ApprovalScreen } from '../../src/run/ApprovalScreen';
import { homeStore } from '../../src/shell/home';
import { t } from '../../src/text/t';
import { CallError } from '../../src/wire/socket';
import { button, byLabel, click, component, draw, mount, type } from './screen';

const server = vi.hoisted(() => ({ calls: [] as unknown[][], reply: {} as Record<string, () => unknown> }));

vi.mock('../../src/wire/calls', async (original) => ({
  ...(await original<object>()),
  call: async (name: string, data: unknown) => {
    server.calls.push([name, data]);
    return server.reply[name]?.();
  },
  socket: { connection: { get: () => line, subscribe: () => () => {} } },
}));
const line = { state: 'open', opened: 1 };

const props = {
  helpText: 'It is a lot.',
  details: [{ label: 'Customer', value: 'Ada' }],
  changes: [{ label: 'Refunded', before: 0, after: 5 }],
};
const by = { id: 'bo', name: 'Bo' };

describe('Approve', () => {
  test('whoever runs the action waits, and has nothing to press', () => {
    const shows = (more: object) => {
      const View = choosing.Approve.exclusive;
      const nobody = () => Promise.resolve(undefined);
      const rest = {
        id: 'f',
        answer: () => {},
        prove: nobody,
        sending: false,
        offline: false,
        error: undefined,
        t,
      };
      return mount(<View component={component({ ...props, ...more }, { label: 'Refund' })} {...rest} />)
        .place;
    };
    const place = shows({ teams: ['finance', 'legal'], roles: ['lead'] });
    expect(place.querySelector('[role=status]')?.textContent).toContain(
      'of finance, legal, or lead to agree',
    );
    expect(place.textContent).toContain('It is a lot.');
    expect(place.textContent).toContain('Customer');
    expect(place.querySelector('button')).toBeNull();
    expect(shows({}).querySelector('[role=status]')?.textContent).toContain('somebody else');
  });

  test('decided', () => {
    const of = component(props, { label: 'Refund' });
    const said = (answer: unknown) => choosing.Approve.summarize(of, answer, t);
    expect(said({ approved: true, by, reason: 'Fine.' })).toBe('Approved by Bo: Fine.');
    expect(said({ approved: false, by: { id: 'x', name: '' } })).toBe('Declined by x');
    for (const odd of [null, true, {}, { approved: 1 }, []]) expect(said(odd)).toBe('');
    expect(said({ approved: true, by: 7, reason: 7 })).toBe('Approved by ');
    const { place } = draw(choosing.Approve, of, { readOnly: true, value: { approved: true, by } });
    expect(place.querySelector('dd')?.textContent).toBe('Approved by Bo');
  });
});

describe('the screen of whoever decides', () => {
  const owner = { id: 'ana', name: 'Ana' };
  const asking = { runId: 'r', name: 'Refund', label: 'Refund of 500', owner, since: '2026-01-02T03:04:05Z' };
  const ask = (id: string) => ({
    ...asking,
    call: {
      id,
      inputGroupKey: 'g',
      kind: 'RENDER',
      toRender: [{ ...component(props), methodName: 'APPROVE' }],
    },
  });
  const refuse = (code: string) => () => {
    throw new CallError(code as CallError['code'], `It is ${code}.`);
  };

  beforeEach(() => {
    server.calls = [];
    server.reply = { APPROVAL: () => ask('c1'), DECIDE: () => undefined };
    homeStore.set(null);
  });

  async function open() {
    const { place } = mount(<ApprovalScreen id="r" />);
    const settle = () => act(async () => void (await new Promise((done) => setTimeout(done))));
    await settle();
    const press = async (name: string) => {
      click(button(place, name));
      await settle();
    };
    return { place, press, settle };
  }
  const decisions = () => server.calls.filter(([name]) => name === 'DECIDE').map(([, data]) => data);

  test('a decision names the question that was shown', async () => {
    const { place, press } = await open();
    expect(place.textContent).toContain('Ana asks');
    type(byLabel(place, 'Reason (optional)'), '  Fine. ');
    await press('Approve');
    expect(decisions()).toEqual([
      { runId: 'r', callId: 'c1', groupKey: 'g', approved: true, reason: 'Fine.' },
    ]);
    expect(place.querySelector('[role=status]')?.textContent).toBe('You approved this.');
    expect(place.querySelector('button')).toBeNull();
  });

  test('a question that has changed is shown again and decided anew', async () => {
    const { place, press } = await open();
    server.reply = { APPROVAL: () => ask('c2'), DECIDE: refuse('STALE') };
    await press('Decline');
    expect(place.querySelector('[role=alert]')?.textContent).toContain('The question has changed.');
    server.reply['DECIDE'] = () => undefined;
    await press('Decline');
    expect(decisions()[1]).toMatchObject({ callId: 'c2', approved: false });
    expect(place.textContent).toContain('You declined this.');
  });

  test('what is wrong is said, and can be tried again', async () => {
    const { place, press } = await open();
    server.reply['DECIDE'] = refuse('INTERNAL');
    await press('Approve');
    expect(place.querySelector('[role=alert]')?.textContent).toBe('It is INTERNAL.');
    server.reply['DECIDE'] = () => undefined;
    await press('Approve');
    expect(place.textContent).toContain('You approved this.');
  });

  test('somebody else was faster', async () => {
    const { place, press } = await open();
    server.reply['DECIDE'] = refuse('NOT_FOUND');
    await press('Approve');
    expect(place.textContent).toContain('no longer waiting');
    expect(place.querySelector('textarea')).toBeNull();
  });

  test('and so it is when the list says so before', async () => {
    const home = { waiting: [], inProgress: [], recent: [], approvals: [asking] };
    homeStore.set(home as never);
    const { place, settle } = await open();
    server.reply['APPROVAL'] = refuse('NOT_FOUND');
    act(() => homeStore.set({ ...home, approvals: [] } as never));
    await settle();
    expect(place.textContent).toContain('no longer waiting');
  });

  test('the next question of the same run is asked', async () => {
    const { place, press, settle } = await open();
    await press('Approve');
    server.reply['APPROVAL'] = () => ask('c2');
    act(() => homeStore.set({ waiting: [], inProgress: [], recent: [], approvals: [asking] } as never));
    await settle();
    expect(place.textContent).not.toContain('You approved this.');
    await press('Decline');
    expect(decisions()[1]).toMatchObject({ callId: 'c2', approved: false });
  });

  test('nothing is there for others', async () => {
    server.reply['APPROVAL'] = refuse('NOT_FOUND');
    const { place } = await open();
    expect(place.querySelector('h1')?.textContent).toBe('Nothing here');
  });
});

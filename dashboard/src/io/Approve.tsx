import { language } from '../text/t';
import { isRecord } from '../wire/values';
import { ChangeRows } from './ChangeRows';
import card from './Confirm.module.css';
import { Answered } from './Field';
import { Help } from './Help';
import { Items } from './Metadata';
import type { ApproveProps } from './props';
import type { ExclusiveProps, IOComponent, RendererProps } from './types';
import type { Translate } from '../text/t';

type Question = IOComponent<ApproveProps>;

/** APPROVE, to those who decide and once decided: what is asked, and what was said. */
export default function Approve({ component, value, t }: RendererProps<ApproveProps>) {
  const said = summarize(component, value, t);
  return (
    <div className={card.card}>
      {said ? (
        <Answered label={component.label} text={said} t={t} />
      ) : (
        <h2 className={card.question}>{component.label}</h2>
      )}
      <Facts component={component} t={t} />
    </div>
  );
}

/** APPROVE, to whoever runs the action: they can but wait for somebody else. */
export function exclusive({ component, id, t }: ExclusiveProps<ApproveProps>) {
  return (
    <section className={card.card} aria-labelledby={`${id}-label`}>
      <h2 id={`${id}-label`} className={card.question}>
        {component.label}
      </h2>
      <Facts component={component} t={t} />
      <p role="status">
        <Waiting {...component.props} t={t} />
      </p>
    </section>
  );
}

function Facts({ component, t }: { component: Question; t: Translate }) {
  const { helpText, helpHtml, details = [], changes = [] } = component.props;
  return (
    <>
      {helpText && (
        <div className={card.help}>
          <Help text={helpText} html={helpHtml} />
        </div>
      )}
      {details.length > 0 && <Items data={details} layout="list" settled t={t} />}
      {changes.length > 0 && <ChangeRows rows={changes} label={component.label} t={t} />}
    </>
  );
}

function Waiting({ teams = [], roles = [], t }: ApproveProps & { t: Translate }) {
  const names = [...teams, ...roles];
  if (names.length === 0) return t('approve.waits');
  const who = new Intl.ListFormat(language, { type: 'disjunction' }).format(names);
  return t('approve.waitsFor', { who });
}

export const isInput = true;

export function isEmpty(value: unknown): boolean {
  return value === undefined;
}

export function summarize(_: Question, answer: unknown, t: Translate): string {
  if (!isRecord(answer) || typeof answer.approved !== 'boolean') return '';
  const by = isRecord(answer.by) ? answer.by : {};
  const name = [by.name, by.email, by.id].find((one) => typeof one === 'string' && one !== '') as string;
  const said = t(answer.approved ? 'approve.approvedBy' : 'approve.declinedBy', { name: name ?? '' });
  return typeof answer.reason === 'string' && answer.reason !== '' ? `${said}: ${answer.reason}` : said;
}

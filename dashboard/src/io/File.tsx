import { useEffect, useRef, useState, type ClipboardEvent, type DragEvent, type RefObject } from 'react';
import type { UploadProps } from '../wire/protocol.gen';
import { Icon } from '../ui/Icon';
import { Answered, Field, describedBy, isDisabled } from './Field';
import { FileRow } from './FileRow';
import styles from './File.module.css';
import {
  acceptOf,
  answerOf,
  hintOf,
  itemsOf,
  mostOf,
  problemOf,
  summaryOf,
  takesFiles,
  type Item,
} from './fileModel';
import { isGoing } from './transfers';
import type { IOComponent, RendererProps } from './types';
import { useFiles } from './useFiles';
import type { Translate } from '../text/t';

type Props = RendererProps<UploadProps, Item[]>;

/** UPLOAD_FILE: a place to choose files at, drop them on and paste them to, and what was chosen. */
export default function FileField(props: Props) {
  const { component, value, readOnly, t } = props;
  if (readOnly) return <Answered label={component.label} text={namesOf(value)} t={t} />;
  if (!takesFiles(component.props)) {
    return (
      <Field of={props}>
        <p className={styles.none} id={props.id}>
          {t('io.filesNotHere')}
        </p>
      </Field>
    );
  }
  return <Files {...props} key={props.id} />;
}

function Files(props: Props) {
  const { component, id, error, onBlur, t } = props;
  const { items, add, remove, start } = useFiles(props);
  const chooser = useRef<HTMLInputElement>(null);
  const zone = useRef<HTMLButtonElement>(null);
  const hint = hintOf(component, t);
  const off = isDisabled(props) || !props.uploads;
  const full = component.isMultiple && items.length >= mostOf(component);
  const over = useDropping(zone, off || full ? undefined : add);
  const take = (files: FileList | null) => {
    if (files && files.length > 0) add([...files]);
    if (chooser.current) chooser.current.value = ''; // the same file may be chosen again
  };
  const drop = (key: string) => {
    remove(key);
    zone.current?.focus();
  };
  return (
    <Field of={props} hint={hint}>
      <div className={error ? styles.wrong : undefined}>
        <button
          ref={zone}
          type="button"
          id={id}
          className={over ? `${styles.zone} ${styles.over}` : styles.zone}
          disabled={off || full}
          onBlur={onBlur}
          onClick={() => chooser.current?.click()}
          onPaste={(event: ClipboardEvent) => take(event.clipboardData.files)}
          aria-describedby={describedBy(props, hint)}
        >
          <Icon name="upload" size={20} />
          <span>
            <b>{t(chooseKey(component, items))}</b>{' '}
            <span className={styles.or}>{t(component.isMultiple ? 'io.orDropThem' : 'io.orDrop')}</span>
          </span>
        </button>
        <input
          ref={chooser}
          type="file"
          hidden
          disabled={off || full}
          multiple={component.isMultiple}
          accept={acceptOf(component.props)}
          aria-label={component.label}
          tabIndex={-1}
          onChange={(event) => take(event.target.files)}
        />
        {items.length > 0 ? (
          <ul className={styles.files} aria-labelledby={`${id}-label`}>
            {items.map((item) => (
              <FileRow
                key={item.key}
                item={item}
                disabled={off}
                onRemove={() => drop(item.key)}
                onRetry={() => void start(item.key)}
                t={t}
              />
            ))}
          </ul>
        ) : null}
        <span role="status" className="hide">
          {statusOf(items, t)}
        </span>
      </div>
    </Field>
  );
}

function chooseKey({ isMultiple }: IOComponent<UploadProps>, items: Item[]) {
  if (items.length === 0) return isMultiple ? 'io.chooseFiles' : 'io.chooseFile';
  return isMultiple ? 'io.chooseMoreFiles' : 'io.chooseOtherFile';
}

function statusOf(items: Item[], t: Translate): string {
  if (items.length === 0) return '';
  const sent = items.filter((item) => item.state === 'sent').length;
  return t('io.filesSent', { done: sent, count: items.length });
}

/** How many places for files are on the screen: one alone takes what is dropped anywhere. */
const places = new Set<object>();

/**
 * Takes files that are dropped on the zone, or anywhere if it is the only one. Says
 * whether some are held over it. A file that is dropped beside all zones does not
 * take the place of the page.
 */
function useDropping(zone: RefObject<HTMLElement | null>, add: ((files: File[]) => void) | undefined) {
  const [over, setOver] = useState(false);
  const latest = useRef(add);
  latest.current = add;
  useEffect(() => {
    const me = {};
    places.add(me);
    const mine = (event: Event) => places.size === 1 || !!zone.current?.contains(event.target as Node);
    const drag = (event: Event) => {
      const { dataTransfer } = event as unknown as DragEvent;
      if (!dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setOver(event.type === 'dragover' && mine(event) && latest.current !== undefined);
    };
    const drop = (event: Event) => {
      const { dataTransfer } = event as unknown as DragEvent;
      if (!dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setOver(false);
      if (mine(event)) latest.current?.([...dataTransfer.files]);
    };
    addEventListener('dragover', drag);
    addEventListener('dragleave', drag);
    addEventListener('drop', drop);
    return () => {
      places.delete(me);
      removeEventListener('dragover', drag);
      removeEventListener('dragleave', drag);
      removeEventListener('drop', drop);
    };
  }, [zone]);
  return over;
}

function namesOf(value: Item[] | undefined): string {
  return summaryOf(value ?? []);
}

export const isInput = true;

/** Files that failed count: what became of them has to be seen. */
export function isEmpty(value: Item[] | undefined): boolean {
  return (value ?? []).length === 0;
}

export function missing(component: IOComponent<UploadProps>, t: Translate): string {
  return t(component.isMultiple ? 'io.filesMissing' : 'io.fileMissing');
}

export function validate(
  component: IOComponent<UploadProps>,
  value: Item[],
  t: Translate,
): string | undefined {
  return problemOf(component, value, t, (item) => isGoing(item.key));
}

export const encode = answerOf;
export const decode = itemsOf;

export function summarize(_: IOComponent<UploadProps>, answer: unknown): string {
  return summaryOf(answer);
}

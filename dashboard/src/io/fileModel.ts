// The files of a question while they are chosen and sent: pure functions.

import type { UploadProps, UploadedFile } from '../wire/protocol.gen';
import type { Translate } from '../text/t';
import { sizeText } from './Link';
import { either, kindWords } from './fileKinds';
import type { IOComponent } from './types';

/** A file that was chosen. Plain JSON: it is kept as a draft. */
export interface Item {
  key: string;
  name: string;
  type: string;
  size: number;
  modified: number;
  state: 'sending' | 'sent' | 'failed';
  /** What the service calls it, once it has arrived. */
  upload?: string;
  /** Why it has not arrived. */
  problem?: string;
  /** The service does not take it: nothing is won by sending it again. */
  final?: boolean;
}

/** What a file is called before it is sent. */
export type Described = Pick<File, 'name' | 'type' | 'size' | 'lastModified'>;

/** Whether the service can be sent files from here: one written for the original cannot. */
export function takesFiles(props: UploadProps): boolean {
  return (props.maxSize ?? 0) > 0;
}

/** How many files the question takes. */
export function mostOf({ isMultiple, props }: IOComponent<UploadProps>): number {
  return isMultiple ? (props.maxFiles ?? Infinity) : 1;
}

/** Why a file is not worth sending, as the service would say it. It has the last word. */
export function refusalOf(file: Described, props: UploadProps, t: Translate): string | undefined {
  const ends = props.allowedExtensions ?? [];
  const name = file.name.toLowerCase();
  if (ends.length > 0 && !ends.some((end) => name.endsWith(end.toLowerCase()) && name.length > end.length))
    return t('io.fileEnds', { ends: either(ends, t) });
  const types = props.accept ?? [];
  if (types.length > 0 && file.type && !types.some((type) => matches(file.type, type)))
    return t('io.fileTypes', { types: either(kindWords(types, false, t), t) });
  if (file.size > (props.maxSize ?? Infinity))
    return t('io.fileTooLarge', { size: sizeText(file.size), most: sizeText(props.maxSize ?? 0) });
  if (file.size === 0 && ends.length + types.length > 0) return t('io.fileEmpty');
  return undefined;
}

/** What browsers say of a file is a guess from its name: texts may be called anything. */
function matches(type: string, taken: string): boolean {
  if (taken.endsWith('/*')) return type.startsWith(taken.slice(0, -1));
  return type === taken || (taken.startsWith('text/') && !/^(image|video|audio)\//.test(type));
}

/** What is taken, in a few words under the field. */
export function hintOf(component: IOComponent<UploadProps>, t: Translate): string | undefined {
  const { props, isMultiple } = component;
  const words = [...(props.allowedExtensions ?? []), ...kindWords(props.accept ?? [], isMultiple, t)];
  const parts = [];
  if (words.length > 0) parts.push(either(words, t));
  if (props.maxSize)
    parts.push(t(isMultiple ? 'io.fileMostEach' : 'io.fileMost', { size: sizeText(props.maxSize) }));
  if (isMultiple && (props.minFiles ?? 1) > 1) parts.push(t('io.filesLeast', { count: props.minFiles ?? 1 }));
  if (isMultiple && props.maxFiles) parts.push(t('io.filesMost', { count: props.maxFiles }));
  if (isMultiple && totalMatters(props))
    parts.push(t('io.filesMostTogether', { size: sizeText(props.maxTotal ?? 0) }));
  const text = parts.join(', ');
  return text ? `${text[0]?.toUpperCase()}${text.slice(1)}.` : undefined;
}

/** Whether files that are small enough, and few enough, can be too large together. */
function totalMatters({
  maxTotal = Infinity,
  maxSize = Infinity,
  maxFiles = Infinity,
}: UploadProps): boolean {
  return maxTotal < maxSize * maxFiles;
}

/** What the file chooser offers. */
export function acceptOf(props: UploadProps): string | undefined {
  const all = [...(props.allowedExtensions ?? []), ...(props.accept ?? [])];
  return all.length > 0 ? all.join(',') : undefined;
}

/** A sentence when the files cannot be sent as an answer. */
export function problemOf(
  component: IOComponent<UploadProps>,
  items: Item[],
  t: Translate,
  alive: (item: Item) => boolean,
): string | undefined {
  const { props, isMultiple } = component;
  if (items.some((item) => item.state === 'sending' && alive(item))) return t('io.filesOnTheirWay');
  if (items.some((item) => item.state !== 'sent')) return t('io.filesFailed');
  if (!isMultiple) return undefined;
  const [least, most] = [props.minFiles ?? 1, props.maxFiles ?? Infinity];
  if (items.length < least) return t('io.filesAtLeast', { count: least });
  if (items.length > most) return t('io.filesAtMost', { count: most });
  const total = items.reduce((sum, item) => sum + item.size, 0);
  if (total > (props.maxTotal ?? Infinity))
    return t('io.filesTooLarge', { size: sizeText(total), most: sizeText(props.maxTotal ?? 0) });
  return undefined;
}

/** The files as an answer. */
export function answerOf(
  items: Item[],
  { isMultiple }: IOComponent<UploadProps>,
): UploadedFile | UploadedFile[] | null {
  const files = items
    .filter((item) => item.state === 'sent')
    .map(({ upload, name, type, size, modified }) => ({ upload, name, type, size, lastModified: modified }));
  return isMultiple ? files : (files[0] ?? null);
}

/** The files of an answer. */
export function itemsOf(answer: unknown): Item[] {
  const all = Array.isArray(answer) ? answer : [answer];
  return all.filter(isFile).map((file, at) => ({
    key: file.upload ?? String(at),
    name: file.name,
    type: file.type ?? '',
    size: file.size ?? 0,
    modified: file.lastModified ?? 0,
    state: 'sent',
    upload: file.upload,
  }));
}

function isFile(value: unknown): value is UploadedFile {
  return typeof value === 'object' && value !== null && typeof (value as UploadedFile).name === 'string';
}

/** The files of an answer in a line. */
export function summaryOf(answer: unknown): string {
  return itemsOf(answer)
    .map((item) => `${item.name} (${sizeText(item.size)})`)
    .join(', ');
}

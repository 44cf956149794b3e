// Files on their way. They go on while a person looks at another screen, and end
// with the tab.

import { base } from '../wire/mount';
import type { UploadProblem, UploadSlot, UploadedFile } from '../wire/protocol.gen';
import { createStore, type Store } from '../wire/store';
import { t } from '../text/t';

/** A file that is, or was, on its way in this tab. */
export interface Transfer {
  file: File;
  /** How much of it has gone out, from 0 to 1. */
  sent: Store<number>;
  /** The address of its picture, if it is one that browsers draw. */
  picture: string | undefined;
  stop: AbortController;
  busy: boolean;
}

/** The service does not take a file, now or later. */
export class NotTaken extends Error {}

const transfers = new Map<string, Transfer>();
const side = 3; // at the same time
const waiting: (() => void)[] = [];
let going = 0;

/** What is known of a file in this tab: nothing after a reload. */
export function transferOf(key: string): Transfer | undefined {
  return transfers.get(key);
}

/** Whether a file is still on its way. */
export function isGoing(key: string): boolean {
  return transfers.get(key)?.busy ?? false;
}

/** Remembers a file that was chosen. */
export function hold(key: string, file: File): Transfer {
  const drawn = /^image\/(png|jpeg|gif|webp|avif)$/.test(file.type) && file.size < 20_000_000;
  const transfer: Transfer = {
    file,
    sent: createStore(0),
    picture: drawn ? URL.createObjectURL(file) : undefined,
    stop: new AbortController(),
    busy: false,
  };
  transfers.set(key, transfer);
  return transfer;
}

/** Ends a file's way, if it has one, and forgets it. */
export function forget(key: string): void {
  const transfer = transfers.get(key);
  if (!transfer) return;
  transfers.delete(key);
  transfer.stop.abort();
  if (transfer.picture) URL.revokeObjectURL(transfer.picture);
}

/** Sends a file to the place that `ask` finds for it, at most three at the same time. */
export async function send(transfer: Transfer, ask: () => Promise<UploadSlot>): Promise<UploadedFile> {
  transfer.stop = new AbortController();
  transfer.busy = true;
  transfer.sent.set(0);
  addEventListener('beforeunload', warn);
  try {
    await turn();
    try {
      transfer.stop.signal.throwIfAborted();
      const slot = await ask();
      transfer.stop.signal.throwIfAborted();
      return await post(slot, transfer);
    } finally {
      going--;
      waiting.shift()?.();
    }
  } finally {
    transfer.busy = false;
    if (![...transfers.values()].some((other) => other.busy)) removeEventListener('beforeunload', warn);
  }
}

async function turn(): Promise<void> {
  if (going >= side) await new Promise<void>((go) => void waiting.push(go));
  going++;
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

const refusing = [413, 415];

function post(slot: UploadSlot, transfer: Transfer): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const broken = () => reject(new Error(t('io.fileBroken')));
    request.open('POST', `${base}/${slot.path}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total > 0) transfer.sent.set(loaded / total);
    });
    request.addEventListener('load', () => {
      const reply = parsed(request.responseText);
      if (request.status === 200 && reply && 'upload' in reply) resolve(reply);
      else if (reply && 'message' in reply)
        reject(new (refusing.includes(request.status) ? NotTaken : Error)(reply.message));
      else broken();
    });
    request.addEventListener('error', broken);
    request.addEventListener('abort', broken);
    transfer.stop.signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(transfer.file);
  });
}

function parsed(text: string): UploadedFile | UploadProblem | undefined {
  try {
    return JSON.parse(text) as UploadedFile | UploadProblem;
  } catch {
    return undefined;
  }
}

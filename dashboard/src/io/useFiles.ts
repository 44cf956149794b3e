import { useCallback, useRef } from 'react';
import type { UploadProps } from '../wire/protocol.gen';
import { newKey } from '../wire/address';
import { mostOf, refusalOf, type Item } from './fileModel';
import { CallError } from '../wire/socket';
import { NotTaken, forget, hold, send, transferOf } from './transfers';
import type { RendererProps } from './types';

/** What can be done with the files of a question. */
export function useFiles(props: RendererProps<UploadProps, Item[]>) {
  const { component, value, setValue, uploads, t } = props;
  const latest = useRef<Item[]>([]);
  latest.current = value ?? [];

  const change = useCallback(
    (next: (items: Item[]) => Item[]) => {
      latest.current = next(latest.current);
      setValue(latest.current.length > 0 ? latest.current : undefined);
    },
    [setValue],
  );
  const update = useCallback(
    (key: string, more: Partial<Item>) =>
      change((items) => items.map((item) => (item.key === key ? { ...item, ...more } : item))),
    [change],
  );

  const start = useCallback(
    async (key: string) => {
      const transfer = transferOf(key);
      if (!transfer || !uploads) return;
      const { name, type, size, lastModified } = transfer.file;
      update(key, { state: 'sending', problem: undefined });
      try {
        const file = await send(transfer, () => uploads.ask({ name, type, size, lastModified }));
        if (transferOf(key) === transfer)
          update(key, { state: 'sent', upload: file.upload, name: file.name, type: file.type });
        else if (file.upload) void uploads.drop(file.upload); // removed in the last moment
      } catch (reason) {
        const problem = reason instanceof Error && reason.message ? reason.message : t('io.fileBroken');
        if (transferOf(key) === transfer) update(key, { state: 'failed', problem, final: isFinal(reason) });
      }
    },
    [uploads, update, t],
  );

  const remove = useCallback(
    (key: string) => {
      const item = latest.current.find((each) => each.key === key);
      forget(key);
      if (item?.upload) void uploads?.drop(item.upload).catch(() => {}); // goes with the question
      change((items) => items.filter((each) => each.key !== key));
    },
    [uploads, change],
  );

  const add = useCallback(
    (files: File[]) => {
      if (mostOf(component) === 1 && !component.isMultiple) {
        for (const item of latest.current) remove(item.key);
        files = files.slice(0, 1);
      }
      const added = files.map((file) => {
        const problem = refusalOf(file, component.props, t);
        const key = newKey();
        if (problem === undefined) hold(key, file);
        const { name, type, size, lastModified: modified } = file;
        const item: Item = { key, name, type, size, modified, state: problem ? 'failed' : 'sending' };
        return problem ? { ...item, problem } : item;
      });
      change((items) => [...items, ...added]);
      for (const item of added) void start(item.key);
    },
    [component, remove, change, start, t],
  );

  return { items: latest.current, add, remove, start };
}

function isFinal(reason: unknown): boolean {
  return reason instanceof NotTaken || (reason instanceof CallError && reason.code === 'INVALID');
}

import { t, type TextKey } from '../text/t';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { modName } from './keys';
import styles from './KeyboardHelp.module.css';

const groups: { name: TextKey; keys: [string, TextKey][] }[] = [
  {
    name: 'keys.anywhere',
    keys: [
      [`${modName} K`, 'keys.palette'],
      ['/', 'keys.actions'],
      ['?', 'keys.help'],
      ['g h', 'keys.home'],
      ['g y', 'keys.history'],
      ['[', 'keys.sideBar'],
      ['Esc', 'keys.close'],
    ],
  },
  {
    name: 'keys.run',
    keys: [
      [`${modName} ↵`, 'keys.submit'],
      ['Alt 1…9', 'keys.nth'],
      [`${modName} .`, 'keys.cancel'],
      ['l', 'keys.log'],
      ['y', 'keys.copyLink'],
    ],
  },
];

/** The list of shortcuts. */
export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      title={t('keys.title')}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('dialog.close')}</Button>}
    >
      {groups.map((group) => (
        <section key={group.name} className={styles.group}>
          <h3>{t(group.name)}</h3>
          <dl className={styles.keys}>
            {group.keys.map(([keys, what]) => (
              <div key={keys}>
                <dt>
                  <kbd>{keys}</kbd>
                </dt>
                <dd>{t(what)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}

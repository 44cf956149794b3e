import { t } from '../text/t';
import { formatWhen } from '../text/format';
import { Icon } from '../ui/Icon';
import { Menu, type MenuEntry } from '../ui/Menu';
import { useStore } from '../ui/useStore';
import { hrefOf } from '../wire/address';
import { call } from '../wire/calls';
import type { Told } from '../wire/protocol.gen';
import { homeStore } from './home';
import styles from './TopBar.module.css';

/** The messages to this person, with the number of those they have not read. */
export function Bell() {
  const home = useStore(homeStore);
  const notices = home?.notices ?? [];
  const unread = home?.unread ?? 0;
  if (notices.length === 0) return null;
  const entries = notices.map(entryOf);
  if (unread > 0) entries.push({ key: 'all', label: t('top.readAll'), onSelect: () => read([]) });
  return (
    <Menu
      theme="plain"
      label={
        <span className={styles.bell} data-unread={unread > 0 || undefined}>
          <Icon name="bell" />
          {unread > 0 ? <span aria-hidden="true">{unread}</span> : null}
          <span className="hide">{t('top.notices', { count: unread })}</span>
        </span>
      }
      header={t('top.notices', { count: unread })}
      entries={entries}
    />
  );
}

function read(ids: string[]) {
  call('READ_NOTICES', { ids }).catch(() => {
    // They stay unread, which is where they were.
  });
}

function entryOf(notice: Told): MenuEntry {
  return {
    key: notice.id,
    href: notice.link ? hrefOf(notice.link) : undefined,
    onSelect: () => {
      if (!notice.read) read([notice.id]);
    },
    label: (
      <span className={styles.notice} data-unread={!notice.read || undefined}>
        {notice.title ? <strong>{notice.title}</strong> : null}
        <span className={styles.noticeText}>{notice.message}</span>
        <small>
          {formatWhen(new Date(notice.at))}
          {notice.read ? null : ` · ${t('top.unread')}`}
        </small>
      </span>
    ),
  };
}

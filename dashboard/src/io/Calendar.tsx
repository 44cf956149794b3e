import {
  Calendar as Month,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Button,
  Group,
  Popover,
} from 'react-aria-components/DatePicker';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Icon } from '../ui/Icon';
import control from '../ui/control.module.css';
import styles from './Date.module.css';
import { Segments } from './Segments';

/** The inside of a date picker: its segments, and a calendar that opens below. */
export function WithCalendar() {
  return (
    <>
      <Group className={`${control.box} ${styles.group}`}>
        <Segments />
        <Button className={styles.open}>
          <Icon name="calendar" />
        </Button>
      </Group>
      <Popover className={styles.popover}>
        <Dialog className={styles.dialog}>
          <Month>
            <header className={styles.header}>
              <Button slot="previous" className={styles.turn}>
                <Icon name="left" />
              </Button>
              <Heading className={styles.month} />
              <Button slot="next" className={styles.turn}>
                <Icon name="right" />
              </Button>
            </header>
            <CalendarGrid>
              <CalendarGridHeader>
                {(day) => <CalendarHeaderCell className={styles.weekday}>{day}</CalendarHeaderCell>}
              </CalendarGridHeader>
              <CalendarGridBody>
                {(date) => <CalendarCell date={date} className={styles.day} />}
              </CalendarGridBody>
            </CalendarGrid>
          </Month>
        </Dialog>
      </Popover>
    </>
  );
}

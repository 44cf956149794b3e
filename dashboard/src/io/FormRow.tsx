import { createContext, memo, useCallback, useMemo } from 'react';
import { Button } from '../ui/Button';
import { ErrorBoundary } from '../ui/ErrorBoundary';
import { Menu } from '../ui/Menu';
import {
  fieldRenderer,
  fieldsOf,
  shownIn,
  withProblems,
  type FormRow,
  type FormsProps,
  type Inside,
  type ListSearch,
  type Problems,
} from './forms';
import styles from './Forms.module.css';
import { Sections } from './Sections';
import type { IOComponent, RendererProps } from './types';

interface Props {
  list: IOComponent<FormsProps>;
  id: string;
  groupKey: string;
  callId: string;
  row: FormRow;
  place: number;
  last: boolean;
  problems: Problems | undefined;
  inside: Inside | undefined;
  disabled: boolean;
  /** What is searched for in one of its fields, if anything. */
  search: ListSearch | undefined;
  searching: boolean;
  change: (row: number, at: number, value: unknown) => void;
  ask: (row: number, at: number, state: unknown) => void;
  remove: (row: number) => void;
  move: (row: number, by: -1 | 1) => void;
  t: RendererProps['t'];
}

/** Whether something stands in a form of a list. */
export const InList = createContext(false);

/** One form of a list, with what can be done to it. */
export const FormRowView = memo(function FormRowView(props: Props) {
  const { list, id, row, place, last, disabled, remove, move, t } = props;
  const name = `${list.props.entryLabel ?? list.label} ${place + 1}`;
  const up = place > 0 ? () => move(row.id, -1) : undefined;
  const down = last ? undefined : () => move(row.id, 1);
  return (
    <li data-row={row.id}>
      <div role="group" aria-label={name} className={styles.form}>
        <div className={styles.head}>
          <span className={styles.name}>{name}</span>
          {!disabled && (up || down) && (
            <Menu
              icon="more"
              iconOnly
              theme="plain"
              label={t('io.entryMenu', { entry: name })}
              entries={[
                { key: 'up', label: t('io.entryUp'), disabled: !up, onSelect: up },
                { key: 'down', label: t('io.entryDown'), disabled: !down, onSelect: down },
              ]}
            />
          )}
          {!disabled && (
            <Button theme="plain" icon="close" iconOnly onClick={() => remove(row.id)}>
              {t('io.removeEntry', { entry: name })}
            </Button>
          )}
        </div>
        <InList.Provider value>
          <Sections components={fieldsOf(list)} shown={shownIn(list, row)}>
            {(field, at) => (
              <ErrorBoundary key={at} resetKey={list} fallback={(error) => <p>{error.message}</p>}>
                <Cell {...props} key={`${id}-${row.id}-${at}`} field={field} at={at} />
              </ErrorBoundary>
            )}
          </Sections>
        </InList.Provider>
      </div>
    </li>
  );
});

function Cell(props: Props & CellProps) {
  const {
    id,
    groupKey,
    callId,
    row,
    problems,
    inside,
    disabled,
    search,
    searching,
    change,
    ask,
    t,
    field,
    at,
  } = props;
  const deeper = inside?.[at];
  const component = useMemo(() => withProblems(field, deeper), [field, deeper]);
  const View = fieldRenderer(field).default;
  const own = search?.at === at;
  const setState = useCallback((state: unknown) => ask(row.id, at, state), [ask, row.id, at]);
  const setValue = useCallback((value: unknown) => change(row.id, at, value), [change, row.id, at]);
  return (
    <View
      component={component}
      groupKey={groupKey}
      callId={callId}
      id={`${id}-${row.id}-${at}`}
      value={row.values[at]}
      setValue={setValue}
      state={own ? search.state : undefined}
      setState={setState}
      stale={own && searching}
      error={problems?.[at]}
      onBlur={nothing}
      disabled={disabled}
      readOnly={false}
      t={t}
    />
  );
}

interface CellProps {
  field: IOComponent;
  at: number;
}

const nothing = () => {};

interface ShownProps {
  of: RendererProps<FormsProps, FormRow[]>;
  row: FormRow;
  place: number;
}

/** An answered form. */
export function FormShown({ of, row, place }: ShownProps) {
  const { component, id } = of;
  return (
    <li className={styles.form}>
      <span className={styles.name}>{`${component.props.entryLabel ?? component.label} ${place + 1}`}</span>
      <Sections components={fieldsOf(component)} shown={shownIn(component, row)}>
        {(field, at) => {
          const View = fieldRenderer(field).default;
          return (
            <View
              {...of}
              key={at}
              component={field}
              id={`${id}-${row.id}-${at}`}
              value={row.values[at]}
              setValue={nothing}
              error={undefined}
            />
          );
        }}
      </Sections>
    </li>
  );
}

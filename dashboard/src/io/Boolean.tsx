import { FieldError } from '../ui/Field';
import { Answered, Field, controlProps, describedBy, isDisabled, shownHelp } from './Field';

import styles from './Boolean.module.css';
import type { BooleanProps } from './props';
import type { IOComponent, RendererProps } from './types';
import type { Translate } from '../text/t';

type Props = RendererProps<BooleanProps, boolean>;

/** INPUT_BOOLEAN: a box to tick; three radios when it may stay unset. */
export default function BooleanField(props: Props) {
  const { component, value, setValue, id, error, readOnly, t } = props;
  if (readOnly) return <Answered label={component.label} text={summarize(component, value, t)} t={t} />;
  if (component.isOptional) return <ThreeWay {...props} />;
  const help = shownHelp(component.props);
  return (
    <div className={styles.field}>
      <label className={styles.choice}>
        <input
          {...controlProps(props)}
          aria-required={undefined}
          type="checkbox"
          className={styles.box}
          checked={value ?? false}
          onChange={(event) => setValue(event.target.checked)}
        />
        <span>{component.label}</span>
      </label>
      {help && (
        <div className={styles.help} id={`${id}-help`}>
          {help}
        </div>
      )}
      <FieldError id={id} error={error} />
    </div>
  );
}

function ThreeWay(props: Props) {
  const { value, setValue, id, onBlur, t } = props;
  const choices: [string, boolean | undefined][] = [
    [t('io.yes'), true],
    [t('io.no'), false],
    [t('io.notAnswered'), undefined],
  ];
  return (
    <Field of={props} group>
      <div
        className={styles.choices}
        role="radiogroup"
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy(props)}
      >
        {choices.map(([label, choice], index) => (
          <label className={styles.choice} key={label}>
            <input
              type="radio"
              id={index === 0 ? id : undefined}
              name={id}
              className={styles.box}
              disabled={isDisabled(props)}
              checked={value === choice}
              onChange={() => setValue(choice)}
              onBlur={onBlur}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </Field>
  );
}

export const isInput = true;

/** A box that nobody touched is an answer too: no. */
export function initial({ props, isOptional }: IOComponent<BooleanProps>): boolean | undefined {
  return props.defaultValue ?? (isOptional ? undefined : false);
}

export function summarize(_: IOComponent<BooleanProps>, answer: unknown, t: Translate): string {
  return typeof answer === 'boolean' ? t(answer ? 'io.yes' : 'io.no') : '';
}

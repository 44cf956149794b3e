import type { KeyboardEvent } from 'react';
import styles from './ChoiceList.module.css';
import { isDisabled } from './Field';
import { OfferFace } from './OfferFace';
import { sectionsOf } from './options';
import type { Offer } from './options';
import type { InputProps } from './props';
import type { RendererProps } from './types';

interface Props {
  of: RendererProps<InputProps>;
  type: 'radio' | 'checkbox';
  offers: readonly Offer[];
  isChosen: (key: string) => boolean;
  press: (key: string) => void;
  /** The id of the first box; absent where something else is the field's control. */
  firstId?: string;
}

/** Boxes or radios one below the other, under their headings. Arrows move between boxes. */
export function ChoiceList({ of, type, offers, isChosen, press, firstId }: Props) {
  const sections = sectionsOf(offers);
  let place = 0;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the boxes inside have the focus
    <div className={styles.list} onKeyDown={type === 'checkbox' ? arrows : undefined}>
      {sections.map((section, nth) => (
        <div
          key={section.name}
          role={section.name ? 'group' : undefined}
          aria-labelledby={section.name ? `${of.id}-section-${nth}` : undefined}
        >
          {section.name && (
            <div className={styles.heading} id={`${of.id}-section-${nth}`}>
              {section.name}
            </div>
          )}
          {section.offers.map((offer) => {
            const index = place++;
            const aboutId = offer.description ? `${of.id}-about-${index}` : undefined;
            return (
              <label className={styles.choice} key={offer.key}>
                <input
                  type={type}
                  id={index === 0 ? firstId : undefined}
                  name={type === 'radio' ? of.id : undefined}
                  className={styles.box}
                  disabled={isDisabled(of)}
                  checked={isChosen(offer.key)}
                  aria-describedby={aboutId}
                  onChange={() => press(offer.key)}
                  onBlur={of.onBlur}
                />
                <OfferFace offer={offer} aboutId={aboutId} />
              </label>
            );
          })}
        </div>
      ))}
    </div>
  );
}

function arrows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input')];
  const at = boxes.findIndex((box) => box === event.target);
  event.preventDefault();
  boxes[at + step]?.focus();
}

import { t } from '../text/t';
import type { ButtonTheme } from '../ui/Button';
import type { ChoiceButton } from '../wire/protocol.gen';

/** A way to submit a question. */
export interface SubmitButton {
  label: string;
  /** The choice that is sent; undefined for the only button of a question without choices. */
  value: string | undefined;
  theme: ButtonTheme;
  skipValidation: boolean;
  primary: boolean;
}

/**
 * The buttons of a question in the order they are drawn: danger apart at the
 * start, the primary last. Without a primary among the themes the first one is
 * it, unless it skips the checks. A danger that is the only one to do something,
 * beside ways out of it, stands where a primary would, without its key.
 */
export function submitButtons(choices: ChoiceButton[] | null | undefined): SubmitButton[] {
  if (!choices || choices.length === 0) {
    return [
      { label: t('step.continue'), value: undefined, theme: 'primary', skipValidation: false, primary: true },
    ];
  }
  const main = primaryOf(choices);
  const doing = choices.filter((choice) => !choice.skipValidation);
  const buttons = choices.map((choice): SubmitButton => {
    const primary = choice === main;
    const danger = choice.theme === 'danger';
    return {
      label: choice.label,
      value: choice.value,
      theme: danger
        ? primary || (!main && doing.length === 1 && doing[0] === choice)
          ? 'danger'
          : 'dangerText'
        : primary
          ? 'primary'
          : 'secondary',
      skipValidation: choice.skipValidation ?? false,
      primary,
    };
  });
  const rank = (button: SubmitButton) =>
    button.primary || button.theme === 'danger' ? 2 : button.theme === 'dangerText' ? 0 : 1;
  return buttons.sort((a, b) => rank(a) - rank(b));
}

function primaryOf(choices: ChoiceButton[]): ChoiceButton | undefined {
  const named = choices.find((choice) => choice.theme === 'primary');
  if (named) return named;
  const plain = choices.filter((choice) => choice.theme !== 'secondary' && choice.theme !== 'danger');
  const first = plain.find((choice) => !choice.skipValidation) ?? plain[0];
  return first ?? (choices.length === 1 ? choices[0] : undefined);
}

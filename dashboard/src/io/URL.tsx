import control from '../ui/control.module.css';
import { Answered, Field, controlProps } from './Field';
import { allowedProtocols, readURL } from './url';
import type { URLProps } from './url';
import type { IOComponent, RendererProps } from './types';
import { language } from '../text/t';
import type { Translate } from '../text/t';

/** INPUT_URL: an address; beside the label stands the host it leads to. */
export default function URLField(props: RendererProps<URLProps, string>) {
  const { component, value, setValue, readOnly, t } = props;
  if (readOnly) return <Answered label={component.label} text={value ?? ''} t={t} />;
  const { url } = readURL(component.props, value ?? '');
  return (
    <Field of={props} aside={url && shortHost(url.host)}>
      <input
        {...controlProps(props)}
        type="url"
        inputMode="url"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className={control.box}
        value={value ?? ''}
        placeholder={component.props.placeholder}
        onChange={(event) => setValue(event.target.value || undefined)}
      />
    </Field>
  );
}

/** The end of a long host: that is what says whose it is. */
function shortHost(host: string): string {
  return host.length > 32 ? `…${host.slice(-31)}` : host;
}

export const isInput = true;

export function initial({ props }: IOComponent<URLProps>): string | undefined {
  return props.defaultValue ?? undefined;
}

export function isEmpty(value: string | undefined): boolean {
  return (value ?? '').trim() === '';
}

export function validate({ props }: IOComponent<URLProps>, value: string, t: Translate): string | undefined {
  switch (readURL(props, value).problem) {
    case 'protocol':
      return t('io.urlProtocol', { protocols: protocolList(props) });
    case 'login':
      return t('io.urlLogin');
    case 'bad':
      return t('io.badURL');
    default:
      return undefined;
  }
}

function protocolList(props: URLProps): string {
  const format = new Intl.ListFormat(language, { type: 'disjunction' });
  return format.format(allowedProtocols(props).map((name) => `${name}:`));
}

export function encode(value: string): string {
  return value.trim();
}

export function decode(answer: unknown): string | undefined {
  return answer === null || answer === undefined ? undefined : String(answer);
}

export function summarize(_: IOComponent<URLProps>, answer: unknown): string {
  return typeof answer === 'string' || answer instanceof URL ? String(answer) : '';
}

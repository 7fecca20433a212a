import { stringify } from 'yaml';
import { convertHelmValues, type Conversion, type Outcome } from '../../../lib/load/helm/helm-values';
import { parsePlatform } from '../../../lib/load/load';
import type { Platform } from '../../../lib/platform/model';

/** The end of every converted file that does not ask for monitoring. */
export const LEFT_OUT = ['monitoring', 'logging', 'autoscaling'].map((part) => `${part}:\n  enabled: false\n`).join('');

/** What becomes of the text of a values file. */
export function converted(...texts: string[]): Conversion {
  return convertHelmValues(
    texts.map((text, index) => ({ file: index === 0 ? 'values.yaml' : `more-${index}.yaml`, text })),
  );
}

/** The values files' content with one option. */
export function withOption(option: string | readonly string[], value: unknown): string {
  const path = typeof option === 'string' ? option.split('.') : option;
  return stringify(path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value));
}

/** The outcome of one option. */
export function outcomeOf({ outcomes }: Conversion, option: string): Outcome {
  const found = outcomes.find((outcome) => outcome.option === option);
  if (!found) throw new Error(`There is no outcome of ${option}`);
  return found;
}

/** The platform that a conversion's own text describes. */
export function platformOf({ text }: Conversion): Platform {
  return parsePlatform(text).platform;
}

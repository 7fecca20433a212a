import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenWhiskVariant } from '../../../lib/catalogue/openwhisk-variant';
import type { MetricSource } from '../../../lib/catalogue/sources';
import { readExposition, type ServedFamily } from '../../../lib/mixins/families/exposition';

/** Platforms whose programs ran: how they differ from the default, and the variant that they are. */
const PLATFORMS = {
  standard: { mode: 'sharding', tags: 'on', yaml: '' },
  elasticsearch: { mode: 'sharding', tags: 'on', yaml: 'activationStore: { backend: Elasticsearch }' },
  // With the database stopped for some minutes.
  untagged: { mode: 'sharding', tags: 'off', yaml: 'metrics: { kamonTags: false }' },
  lean: { mode: 'lean', tags: 'on', yaml: 'lean: true' },
  scheduler: { mode: 'scheduler', tags: 'on', yaml: 'scheduler: { enabled: true }' },
} as const;

/** What the programs of a platform served. */
export interface Capture {
  readonly platform: keyof typeof PLATFORMS;
  /** The section `openwhisk` of the platform file. */
  readonly yaml: string;
  readonly variant: OpenWhiskVariant;
  /** The texts that each source served. */
  readonly served: ReadonlyMap<MetricSource, string>;
}

/**
 * Everything that was captured (OpenWhisk ef725a6). In lean mode the controller is scraped as the invoker, too. The service
 * user-events, which depends on none of the modes, ran on the standard platform.
 *
 * @param folder the folder `captured` beside this file
 */
export function capturesIn(folder: string): Capture[] {
  const texts = readdirSync(folder).map((file) => {
    const [platform = '', source] = file.split('.');
    return { platform, source: source as MetricSource, text: readFileSync(join(folder, file), 'utf8') };
  });
  return Object.entries(PLATFORMS).map(([name, { mode, tags, yaml }]) => {
    const served = new Map(
      texts
        .filter(({ platform, source }) => platform === name || (source === 'user-events' && mode !== 'lean'))
        .map(({ source, text }) => [source, text]),
    );
    const controller = served.get('openwhisk-controller');
    if (mode === 'lean' && controller) served.set('openwhisk-invoker', controller);
    const variant = { mode, tags, generation: 'akka', containerFactory: 'kubernetes' } as const;
    return { platform: name as keyof typeof PLATFORMS, yaml, variant, served };
  });
}

/** The families of a text, without those of Kamon and the JVM. */
export function familiesIn(text: string): ServedFamily[] {
  return readExposition(text).filter(({ name }) => !/^(jvm|process|kamon)_/.test(name));
}

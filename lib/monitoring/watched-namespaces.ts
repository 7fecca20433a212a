import { repetitions } from '../text/repeated';
import type { Mistake } from '../platform/mistake';
import type { Monitoring } from '../platform/model';
import { deployedNamespaces, isActionNamespace } from '../platform/namespaces';
import type { SectionRule } from '../platform/rule';

/** A namespace outside the platform whose monitors, probes and rules are selected. */
interface WatchedNamespace {
  readonly name: string;
  /** Whether monitors there may refer to Secrets and ConfigMaps. */
  readonly secrets: boolean;
  /** Whether its AlertmanagerConfigs are added to the configuration of Alertmanager. */
  readonly alertmanagerConfigs: boolean;
}

/** The watched namespaces of a platform file. */
export function watchedNamespaces(spec: Pick<Monitoring, 'watchedNamespaces'>): WatchedNamespace[] {
  return spec.watchedNamespaces.map((entry) =>
    typeof entry === 'string' ? { name: entry, secrets: false, alertmanagerConfigs: false } : entry,
  );
}

/** Watched namespaces are outside the platform, and each is listed once. */
export const watchedAreForeign: SectionRule<Monitoring> = (spec, platform) => {
  const own = deployedNamespaces(platform);
  const names = watchedNamespaces(spec).map(({ name }) => name);
  const isRepeated = repetitions(names);
  return names.flatMap((name, index): Mistake[] => {
    const path = ['monitoring', 'watchedNamespaces', index];
    const allowed = 'namespaces outside the platform, each once';
    if (isActionNamespace(platform, name)) {
      const problem = `'${name}' is the namespace of action pods, which admit connections of invokers only`;
      return [{ path, problem, allowed, fix: 'remove it, and run the programs to monitor in another namespace' }];
    }
    if (own.includes(name)) {
      const problem = `'${name}' is a namespace of the platform, whose monitors and rules are selected anyway`;
      return [{ path, problem, allowed, fix: 'remove it' }];
    }
    if (isRepeated(index)) return [{ path, problem: `'${name}' is listed twice`, allowed, fix: 'remove one' }];
    return [];
  });
};

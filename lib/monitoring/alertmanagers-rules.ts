import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Monitoring, Platform } from '../platform/model';
import { deployedNamespaces } from '../platform/namespaces';
import type { SectionRule } from '../platform/rule';
import { repetitions } from '../text/repeated';
import type { ExternalAlertmanager } from './alertmanagers';
import { identifiesOnce, proxyApplies, tlsApplies } from './http-client-rules';

/** Each Alertmanager outside the platform has one address, and a client that fits it. */
export const alertmanagersAreRight: SectionRule<Monitoring> = ({ prometheus: { alertmanagers } }, platform) => {
  const isRepeated = repetitions(alertmanagers.map(({ url }) => url));
  return alertmanagers.flatMap((entry, index) => {
    const path = ['monitoring', 'prometheus', 'alertmanagers', index];
    const { url, service } = entry;
    const address = url ?? `${service?.scheme ?? 'https'}://${service?.name ?? ''}`;
    return [
      ...hasOneAddress(entry, path),
      ...serviceIsForeign(entry, path, platform),
      ...isListedOnce(entry, isRepeated(index), path),
      ...identifiesOnce(entry, path),
      ...tlsApplies(address, entry.tls, path),
      ...proxyApplies(entry, path),
    ];
  });
};

function hasOneAddress({ url, service }: ExternalAlertmanager, path: ConfigPath): Mistake[] {
  if ((url === undefined) !== (service === undefined)) return [];
  const problem = url === undefined ? 'it has neither url nor service' : 'it has both url and service';
  const fix = url === undefined ? 'add one of them' : 'split it into two entries';
  return [{ path, problem, allowed: 'one of url and service', fix }];
}

function serviceIsForeign({ service }: ExternalAlertmanager, path: ConfigPath, platform: Platform): Mistake[] {
  if (!service || !deployedNamespaces(platform).includes(service.namespace)) return [];
  return [
    {
      path: [...path, 'service', 'namespace'],
      problem: `'${service.namespace}' is a namespace of the platform`,
      allowed: "a namespace outside the platform; the platform's Alertmanager gets all alerts anyway",
      fix: 'write the namespace of the other Alertmanager, or remove the entry',
    },
  ];
}

function isListedOnce({ url }: ExternalAlertmanager, isRepeated: boolean, path: ConfigPath): Mistake[] {
  if (url === undefined || !isRepeated) return [];
  return [{ path: [...path, 'url'], problem: `${url} is listed twice`, allowed: 'each URL once', fix: 'remove one' }];
}

/** Without an Alertmanager of the platform, no configuration takes the receivers of a namespace. */
export const tenantsHaveAlertmanager: SectionRule<Monitoring> = ({ alertmanager, watchedNamespaces }) =>
  alertmanager.enabled
    ? []
    : watchedNamespaces.flatMap((entry, index): Mistake[] =>
        typeof entry !== 'string' && entry.alertmanagerConfigs
          ? [
              {
                path: ['monitoring', 'watchedNamespaces', index, 'alertmanagerConfigs'],
                problem: `the AlertmanagerConfigs of ${entry.name} would configure the Alertmanager of the platform, which monitoring.alertmanager.enabled: false switches off`,
                allowed: 'false without an Alertmanager of the platform',
                fix: 'remove it, or remove monitoring.alertmanager.enabled',
              },
            ]
          : [],
      );

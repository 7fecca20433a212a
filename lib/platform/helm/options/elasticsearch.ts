import { addresses, isTrue, text, truth, wholeNumber, WrongValue } from '../convert';
import { pullPolicy } from '../images';
import {
  allObsolete,
  by,
  changed,
  mapped,
  type Option,
  type Options,
  type Reading,
  set,
  type Setting,
  type Target,
  unneeded,
  type Values,
} from '../option';
import { createSecret, credentials, ELASTICSEARCH_AUTH } from '../secrets';

const STORE = 'openwhisk.activationStore';
const SERVER = `${STORE}.elasticsearch` as const;

/** Whether activations are kept in Elasticsearch at all. */
const isBackend = ({ get }: Values): boolean =>
  text(get('activationStoreBackend') ?? '').toLowerCase() === 'elasticsearch';

/** Whether the user has a server of their own for them. */
const isUsed = (values: Values): boolean => isBackend(values) && isTrue(values.get('elasticsearch.external'));

/** The options that may have the server's address; a connection string has the ports too. */
const ADDRESS = ['elasticsearch.connect_string', 'elasticsearch.host'] as const;

function addressOf({ get }: Values): Setting[] {
  const written = ADDRESS.map(get).find((value) => value !== undefined && value !== '');
  const [first] = written === undefined ? [] : addresses(written);
  if (!first) {
    const allowed = `true with ${ADDRESS.join(' or ')}`;
    throw new WrongValue({ problem: 'true has no address with it', allowed, fix: 'add the address of your server' });
  }
  const port = get('elasticsearch.httpPort') ?? first.port;
  return [
    set(`${SERVER}.host`, first.host),
    ...(port === undefined ? [] : [set(`${SERVER}.port`, wholeNumber(first.port ?? port))]),
  ];
}

/** What to do with an option that is of use only for a server of the user's. */
const ofServer = (targets: readonly Target[], read: (value: unknown, values: Values) => Reading): Option =>
  by(targets, (value, values) => {
    if (value === '') return unneeded('empty: there is none');
    return isUsed(values) ? read(value, values) : unneeded('used only with an Elasticsearch server of yours');
  });

const server = (option: string, target: Target, convert: (value: unknown) => unknown): Options => ({
  [option]: ofServer([target], (value) => mapped(set(target, convert(value)))),
});

const address = ofServer([`${SERVER}.host`, `${SERVER}.port`], (value, values) => {
  const settings = addressOf(values);
  const [first, ...others] = addresses(value);
  if (first?.host !== settings[0]?.value) return unneeded(`the address is that of ${ADDRESS[0]}`);
  return others.length === 0
    ? mapped(...settings)
    : changed(
        `only the first of ${others.length + 1} servers is named; a DNS name with all of them would reach the others`,
        ...settings,
      );
});

/** Options of the server that the chart makes, with Elasticsearch 6. */
const BUNDLED = [
  ...['clusterName', 'nodeGroup', 'masterServiceValue', 'roles.master', 'roles.ingest', 'roles.data', 'replicaCount'],
  ...[
    'minimumMasterNodes',
    'esMajorVersionValue',
    'esConfig',
    'extraEnvs',
    'envFrom',
    'secretMounts',
    'image',
    'imageTag',
  ],
  ...['podAnnotations', 'esJavaOpts', 'resources.requests.cpu', 'resources.requests.memory'],
  ...['resources.limits.cpu', 'resources.limits.memory', 'initResources', 'sidecarResources', 'networkHost'],
  ...['volumeClaimTemplate.accessModes', 'volumeClaimTemplate.resources.requests.storage', 'rbac.create'],
  ...[
    'rbac.serviceAccountName',
    'podSecurityPolicy.create',
    'podSecurityPolicy.name',
    'podSecurityPolicy.spec.privileged',
  ],
  ...['fsGroup', 'runAsUser', 'seLinux', 'supplementalGroups'].map((group) => `podSecurityPolicy.spec.${group}.rule`),
  ...[
    'podSecurityPolicy.spec.volumes',
    'persistence.annotations',
    'extraVolumes',
    'extraVolumeMounts',
    'extraContainers',
  ],
  ...['extraInitContainers', 'podManagementPolicy', 'enableServiceLinks', 'transportPort', 'service.labelsHeadless'],
  ...['service.httpPortName', 'service.transportPortName', 'updateStrategy', 'podSecurityContext.fsGroup'],
  ...['podSecurityContext.runAsUser', 'securityContext.capabilities.drop', 'securityContext.runAsNonRoot'],
  ...['securityContext.runAsUser', 'terminationGracePeriod', 'sysctlVmMaxMapCount'],
  ...['failureThreshold', 'initialDelaySeconds', 'periodSeconds', 'successThreshold', 'timeoutSeconds'].map(
    (time) => `readinessProbe.${time}`,
  ),
  ...['clusterHealthCheckParams', 'schedulerName', 'imagePullSecrets', 'nameOverride', 'fullnameOverride'],
  ...['masterTerminationFix', 'lifecycle', 'sysctlInitContainer.enabled', 'keystore', 'fsGroup'],
];

const DEAD = [
  ...['labels', 'nodeSelector', 'tolerations'],
  ...['labels', 'type', 'nodePort', 'annotations', 'loadBalancerIP', 'loadBalancerSourceRanges'].map(
    (key) => `service.${key}`,
  ),
];

const inSection = (options: readonly string[]): string[] => options.map((option) => `elasticsearch.${option}`);

/** Options below `elasticsearch`, and `activationStoreBackend`. */
export const ELASTICSEARCH: Options = {
  activationStoreBackend: by([`${STORE}.backend`], (_, values) => {
    if (!isBackend(values)) return mapped(set(`${STORE}.backend`, text(values.get('activationStoreBackend'))));
    if (isUsed(values)) return mapped(set(`${STORE}.backend`, 'Elasticsearch'));
    return changed(
      `activations stay in CouchDB until ${SERVER} names a server of yours: the chart's own, of version 6, is not made`,
    );
  }),
  'elasticsearch.external': by(
    [`${SERVER}.host`, `${SERVER}.port`, ELASTICSEARCH_AUTH.setting.path],
    (value, values) => {
      if (!truth(value)) return unneeded('the platform makes no Elasticsearch for activations');
      if (!isUsed(values)) return unneeded('not used: activationStoreBackend is CouchDB');
      const reason = 'with the user of your server in a Secret';
      const settings = [...addressOf(values), ELASTICSEARCH_AUTH.setting];
      return { ...changed(reason, ...settings), command: createSecret(ELASTICSEARCH_AUTH, values) };
    },
  ),
  [ADDRESS[0]]: address,
  [ADDRESS[1]]: address,
  ...server('elasticsearch.httpPort', `${SERVER}.port`, wholeNumber),
  ...server('elasticsearch.protocol', `${SERVER}.protocol`, text),
  ...server('elasticsearch.indexPattern', `${SERVER}.indexPattern`, text),
  ...Object.fromEntries(
    Object.entries(credentials(ELASTICSEARCH_AUTH, isUsed)).map(([option, { read, ...rest }]) => [
      option,
      {
        ...rest,
        read: (value: unknown, values: Values, key: string) =>
          isUsed(values) ? read(value, values, key) : unneeded('used only with an Elasticsearch server of yours'),
      },
    ]),
  ),
  ...pullPolicy('elasticsearch'),
  ...allObsolete("of the chart's own Elasticsearch 6, which the platform does not make", inSection(BUNDLED)),
  ...allObsolete('the chart reads it nowhere', inSection(DEAD)),
};

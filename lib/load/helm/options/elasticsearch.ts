import { parseSize } from '../../../text/quantity';
import { IMAGES } from '../../../catalogue/images';
import { bytes, isTrue, text, truth, wholeNumber } from '../convert';
import { externalOptions } from '../external';
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
  type Target,
  unneeded,
  type Values,
} from '../option';
import { createSecret, credentials, ELASTICSEARCH_AUTH } from '../secrets';

const SERVER = 'openwhisk.activationStore.elasticsearch' as const;

const IN_COUCHDB = 'not used: activationStoreBackend is CouchDB';
const IS_EXTERNAL = 'not used: elasticsearch.external is true';

/** Whether activations are kept in Elasticsearch at all. */
const isBackend = ({ get }: Values): boolean =>
  text(get('activationStoreBackend') ?? '').toLowerCase() === 'elasticsearch';

const isExternal = ({ get }: Values): boolean => isTrue(get('elasticsearch.external'));

/** Handles an option of the chart's Elasticsearch; an empty value means unset. */
const ofOwn = (targets: readonly Target[], read: (value: unknown, values: Values) => Reading): Option =>
  by(targets, (value, values) => {
    if (!isBackend(values)) return unneeded(IN_COUCHDB);
    if (isExternal(values)) return unneeded(IS_EXTERNAL);
    return value === '' ? unneeded('empty: there is none') : read(value, values);
  });

const own = (option: string, target: Target, convert: (value: unknown) => unknown): Options => ({
  [`elasticsearch.${option}`]: ofOwn([target], (value) => mapped(set(target, convert(value)))),
});

const REPLICAS = ofOwn([`${SERVER}.replicas`], (value) => {
  const count = wholeNumber(value);
  if (count !== 2) return mapped(set(`${SERVER}.replicas`, count));
  return changed('2 nodes elect a master only while both are up; now 3', set(`${SERVER}.replicas`, 3));
});

const MIB = 2 ** 20;

/** The heap among the options of the JVM. It gets twice the memory, as Elasticsearch wants it. */
const HEAP = ofOwn(
  [`${SERVER}.heapMiB`, `${SERVER}.resources.requests.memory`, `${SERVER}.resources.limits.memory`],
  (value, { get, defaults }) => {
    const options = text(value).split(/\s+/);
    const [heap] = options.flatMap((option) => /^-Xmx(\d+[kmgKMG]?)$/.exec(option)?.[1] ?? []);
    const others = options.filter((option) => !/^-Xm[sx]/.test(option));
    const lost = others.length > 0 ? [`${others.join(' ')} is left out: the JVM is set up for version 8`] : [];
    if (heap === undefined) return lost[0] ? changed(lost[0]) : unneeded('the heap is half of the memory');
    const heapMiB = Math.floor(bytes(heap) / MIB);
    const memory = text(
      get('elasticsearch.resources.limits.memory') ??
        defaults.openwhisk.activationStore.elasticsearch.resources.limits.memory,
    );
    const fits = heapMiB * 2 <= parseSize(memory).mebibytes;
    const twice = `${heapMiB * 2}Mi`;
    const more = fits ? [] : [`with ${twice} of memory, because the heap may be half of it`];
    const settings = [
      set(`${SERVER}.heapMiB`, heapMiB),
      ...(fits
        ? []
        : [set(`${SERVER}.resources.requests.memory`, twice), set(`${SERVER}.resources.limits.memory`, twice)]),
    ];
    const reasons = [...more, ...lost];
    return reasons.length > 0 ? changed(reasons.join('; '), ...settings) : mapped(...settings);
  },
);

/** Settings that apply only to the chart's Elasticsearch 6. */
const SET_UP = ofOwn([], () =>
  changed('Elasticsearch 8 is set up by the platform; amendments change its objects, images.overrides its image'),
);

const SETTINGS = [
  ...['clusterName', 'nodeGroup', 'masterServiceValue', 'roles.master', 'roles.ingest', 'roles.data'],
  ...['minimumMasterNodes', 'esMajorVersionValue', 'esConfig', 'extraEnvs', 'envFrom', 'secretMounts'],
  ...['podAnnotations', 'initResources', 'sidecarResources', 'networkHost', 'volumeClaimTemplate.accessModes'],
  ...['rbac.create', 'rbac.serviceAccountName', 'podSecurityPolicy.create', 'podSecurityPolicy.name'],
  ...['privileged', 'volumes', 'fsGroup.rule', 'runAsUser.rule', 'seLinux.rule', 'supplementalGroups.rule'].map(
    (key) => `podSecurityPolicy.spec.${key}`,
  ),
  ...['persistence.annotations', 'extraVolumes', 'extraVolumeMounts', 'extraContainers', 'extraInitContainers'],
  ...['podManagementPolicy', 'enableServiceLinks', 'transportPort', 'service.labelsHeadless'],
  ...['service.httpPortName', 'service.transportPortName', 'updateStrategy', 'podSecurityContext.fsGroup'],
  ...['podSecurityContext.runAsUser', 'securityContext.capabilities.drop', 'securityContext.runAsNonRoot'],
  ...['securityContext.runAsUser', 'terminationGracePeriod', 'sysctlVmMaxMapCount'],
  ...['readinessProbe.successThreshold', 'clusterHealthCheckParams', 'schedulerName', 'imagePullSecrets'],
  ...['nameOverride', 'fullnameOverride', 'masterTerminationFix', 'lifecycle', 'keystore', 'fsGroup'],
];

const DEAD = [
  ...['labels', 'nodeSelector', 'tolerations'],
  ...['labels', 'type', 'nodePort', 'annotations', 'loadBalancerIP', 'loadBalancerSourceRanges'].map(
    (key) => `service.${key}`,
  ),
];

const inSection = (options: readonly string[]): string[] => options.map((option) => `elasticsearch.${option}`);

const IMAGE = ofOwn([], () =>
  changed(`the platform runs ${IMAGES.elasticsearch}, behind a gateway, and it starts empty`),
);

const OWN: Options = {
  'elasticsearch.replicaCount': REPLICAS,
  'elasticsearch.esJavaOpts': HEAP,
  'elasticsearch.image': IMAGE,
  'elasticsearch.imageTag': IMAGE,
  ...own('volumeClaimTemplate.resources.requests.storage', `${SERVER}.size`, text),
  ...own('resources.requests.cpu', `${SERVER}.resources.requests.cpu`, text),
  ...own('resources.requests.memory', `${SERVER}.resources.requests.memory`, text),
  ...own('resources.limits.cpu', `${SERVER}.resources.limits.cpu`, text),
  ...own('resources.limits.memory', `${SERVER}.resources.limits.memory`, text),
  ...own('sysctlInitContainer.enabled', `${SERVER}.virtualMemory`, (value) =>
    truth(value) ? 'initContainer' : 'preset',
  ),
  ...own('readinessProbe.initialDelaySeconds', `${SERVER}.probes.readiness.initialDelaySeconds`, wholeNumber),
  ...own('readinessProbe.periodSeconds', `${SERVER}.probes.readiness.periodSeconds`, wholeNumber),
  ...own('readinessProbe.timeoutSeconds', `${SERVER}.probes.readiness.timeoutSeconds`, wholeNumber),
  ...own('readinessProbe.failureThreshold', `${SERVER}.probes.readiness.failureThreshold`, wholeNumber),
  ...Object.fromEntries(inSection(SETTINGS).map((option) => [option, SET_UP])),
};

const EXTERNAL = externalOptions({
  section: 'elasticsearch',
  addressIn: ['connect_string', 'host'],
  component: 'activationStore.elasticsearch',
  portIn: 'httpPort',
  unused: (values) => (isBackend(values) ? undefined : IN_COUCHDB),
});

/** The chart's images speak the protocol of version 6, and the chart uses http by default. */
const EXTERNAL_SERVER: Option = {
  targets: [
    ...(EXTERNAL['elasticsearch.external']?.targets ?? []),
    `${SERVER}.external.version`,
    `${SERVER}.external.protocol`,
    ELASTICSEARCH_AUTH.setting.path,
  ],
  read: (value, values, key) => {
    const reading = EXTERNAL['elasticsearch.external']?.read(value, values, key) ?? mapped();
    if (reading.settings.length === 0) return reading;
    const reason = 'as a server of version 6, which the chart works with, and with its user in a Secret';
    const protocol = text(values.get('elasticsearch.protocol') || 'http');
    const settings = [
      ...reading.settings,
      set(`${SERVER}.external.version`, 6),
      set(`${SERVER}.external.protocol`, protocol),
      ELASTICSEARCH_AUTH.setting,
    ];
    return { ...changed(reason, ...settings), command: createSecret(ELASTICSEARCH_AUTH, values) };
  },
};

/** Users: for an external server, the given user; for the platform's server, the users that a Job creates. */
const CREDENTIALS: Options = Object.fromEntries(
  Object.entries(credentials(ELASTICSEARCH_AUTH, () => true)).map(([option, { read, ...rest }]) => [
    option,
    {
      ...rest,
      read: (value: unknown, values: Values, key: string) => {
        if (!isBackend(values)) return unneeded(IN_COUCHDB);
        return isExternal(values) ? read(value, values, key) : unneeded('a job makes the users and their passwords');
      },
    },
  ]),
);

/** Options below `elasticsearch`, and `activationStoreBackend`. */
export const ELASTICSEARCH: Options = {
  activationStoreBackend: by(['openwhisk.activationStore.backend'], (value, values) => {
    const backend = isBackend(values) ? 'Elasticsearch' : text(value);
    const setting = set('openwhisk.activationStore.backend', backend);
    if (!isBackend(values) || isExternal(values)) return mapped(setting);
    return changed('Elasticsearch 8 takes the place of the 6 of the chart, and starts empty', setting);
  }),
  ...OWN,
  ...EXTERNAL,
  'elasticsearch.external': EXTERNAL_SERVER,
  'elasticsearch.protocol': by([`${SERVER}.external.protocol`], (value, values) => {
    if (!isBackend(values)) return unneeded(IN_COUCHDB);
    if (!isExternal(values)) return unneeded('within the platform it is known');
    return mapped(set(`${SERVER}.external.protocol`, text(value) || 'http'));
  }),
  'elasticsearch.indexPattern': by([`${SERVER}.indexPattern`], (value, values) => {
    if (!isBackend(values)) return unneeded(IN_COUCHDB);
    return mapped(set(`${SERVER}.indexPattern`, text(value)));
  }),
  ...CREDENTIALS,
  ...pullPolicy('elasticsearch'),
  ...allObsolete('the chart reads it nowhere', inSection(DEAD)),
};

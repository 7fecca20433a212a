import { parseSize } from '../../../text/quantity';
import { decimal, isTrue, oneOf, text, truth, upperCase, wholeNumber, words } from '../convert';
import { WITHDRAWN } from '../../withdrawn';
import { workloadOptions } from '../images';
import {
  allObsolete,
  by,
  changed,
  mapped,
  obsolete,
  only,
  type Option,
  type Options,
  type Reading,
  set,
  to,
  unneeded,
  type Values,
} from '../option';
import { ownCertificate } from './ingress';

type Jvm = 'controller' | 'invoker' | 'scheduler';

/** A heap takes memory with it: what is reserved and what is allowed are more than the heap, as in the platform's defaults. */
function heap(component: Jvm): Option {
  const path = `openwhisk.${component}.heapMiB` as const;
  const requests = `openwhisk.${component}.resources.requests.memory` as const;
  const limits = `openwhisk.${component}.resources.limits.memory` as const;
  return by([path, requests, limits], (value, { defaults }) => {
    const heapMiB = wholeNumber(value);
    const { memory } = defaults.openwhisk[component].resources.limits;
    if (heapMiB <= parseSize(memory).mebibytes * 0.8) return mapped(set(path, heapMiB));
    const limit = `${Math.ceil(heapMiB * 1.5)}Mi`;
    const request = `${Math.ceil(heapMiB * 1.25)}Mi`;
    const reason = `with a memory limit of ${limit}, because it does not fit into the default of ${memory}`;
    return changed(reason, set(path, heapMiB), set(requests, request), set(limits, limit));
  });
}

/** The property that goes with `affinity.enabled` in the chart; the platform derives it. */
const ACTION_AFFINITY = /-Dwhisk\.kubernetes\.user-pod-node-affinity\.enabled=\S+/;
const AFFINITY_DERIVED = 'placement.affinity decides about the nodes of user actions too';

/** The property that gives action pods disruption budgets, as an API version that Kubernetes 1.25 removed. */
const ACTION_BUDGETS = /-Dwhisk\.kubernetes\.pdb-enabled=true/;
const NO_BUDGETS =
  'disruption budgets of action pods are off, because invokers create them as policy/v1beta1, which Kubernetes 1.25 removed, and no action would run';

function readOptions(component: Jvm, value: unknown): Reading {
  const path = `openwhisk.${component}.options` as const;
  const all = text(value);
  const others = all.replace(ACTION_AFFINITY, '').replace(ACTION_BUDGETS, '').replace(/\s+/g, ' ').trim();
  const settings = others ? [set(path, others)] : [];
  if (ACTION_BUDGETS.test(all)) return changed(NO_BUDGETS, ...settings);
  if (!ACTION_AFFINITY.test(all)) return mapped(set(path, all));
  return others ? changed(AFFINITY_DERIVED, ...settings) : unneeded(AFFINITY_DERIVED);
}

/** Options that all OpenWhisk programs share: they are JVMs. */
const jvm = (component: Jvm): Options => ({
  ...workloadOptions(component),
  [`${component}.options`]: by([`openwhisk.${component}.options`], (value) => readOptions(component, value)),
  [`${component}.jvmHeapMB`]: heap(component),
  [`${component}.jvmOptions`]: to(`openwhisk.${component}.jvmOptions`, text),
  [`${component}.loglevel`]: to(`openwhisk.${component}.logLevel`, upperCase),
});

const FIXED_PORT = 'the ports within the platform are fixed';

/** Defaults of the chart that the profile `lean` does not share. */
const NOT_IN_LEAN: readonly (readonly [option: string, without: string])[] = [
  ['providers.kafka.enabled', 'no Kafka provider (openwhisk.providers.kafka.enabled: true adds it)'],
  ['affinity.enabled', 'no node roles (placement.affinity: true, placement.tolerations: true)'],
  ['whisk.containerPool.userMemory', 'half the memory for actions (openwhisk.invoker.userMemory)'],
];

function whatLeanLeavesOut({ get }: Values): string {
  const parts = NOT_IN_LEAN.filter(([option]) => get(option) === undefined).map(([, without]) => without);
  return [
    'the profile lean, for one small node',
    ...(parts.length > 0 ? [`unlike the chart: ${parts.join(', ')}`] : []),
  ].join('; ');
}

const CONTROLLER: Options = {
  ...jvm('controller'),
  'controller.port': obsolete(FIXED_PORT),
  'controller.lean': by(['openwhisk.lean'], (value, values) => {
    const setting = set('openwhisk.lean', truth(value));
    return truth(value) ? changed(whatLeanLeavesOut(values), setting) : mapped(setting);
  }),
  'controller.replicaCount': by(['openwhisk.controller.replicas'], (value, { get }) => {
    const replicas = wholeNumber(value);
    return replicas > 1 && isTrue(get('controller.lean'))
      ? changed('lean mode has one controller: several do not know of each other')
      : mapped(set('openwhisk.controller.replicas', replicas));
  }),
};

const DNS = 'invoker.containerFactory.networkConfig.dns';

const INVOKER: Options = {
  ...jvm('invoker'),
  'invoker.port': obsolete(FIXED_PORT),
  'invoker.runtimeDeleteTimeout': to('openwhisk.invoker.runtimeDeleteTimeout', text),
  'invoker.containerFactory.useRunc': by([], (value) =>
    truth(value) ? changed(`off: ${WITHDRAWN['openwhisk.invoker.useRunc'].reason}`) : unneeded('it is always off'),
  ),
  'invoker.containerFactory.impl': to('openwhisk.invoker.containerFactory', oneOf(['kubernetes', 'docker'])),
  'invoker.containerFactory.enableConcurrency': to('openwhisk.invoker.actionConcurrency', truth),
  'invoker.containerFactory.networkConfig.name': to('openwhisk.actions.network', text),
  [`${DNS}.inheritInvokerConfig`]: to('openwhisk.actions.dns.inheritInvokerConfig', truth),
  [`${DNS}.overrides.nameservers`]: to('openwhisk.actions.dns.nameservers', words),
  [`${DNS}.overrides.search`]: to('openwhisk.actions.dns.search', words),
  [`${DNS}.overrides.options`]: to('openwhisk.actions.dns.options', words),
  'invoker.containerFactory.kubernetes.isolateUserActions': to('openwhisk.actions.isolated', truth),
  'invoker.containerFactory.kubernetes.replicaCount': to('openwhisk.invoker.replicas', wholeNumber),
  'akka.actorSystemTerminateTimeout': to('openwhisk.invoker.terminateTimeout', text),
};

const SCHEDULER: Options = {
  ...jvm('scheduler'),
  'scheduler.enabled': by(['openwhisk.scheduler.enabled'], (value, { get }) =>
    truth(value) && isTrue(get('controller.lean'))
      ? changed('lean mode has no scheduler: in the chart it waits for a Kafka that is not made')
      : mapped(set('openwhisk.scheduler.enabled', truth(value))),
  ),
  'scheduler.replicaCount': to('openwhisk.scheduler.replicas', wholeNumber),
  ...allObsolete(FIXED_PORT, [
    'scheduler.endpoints.akkaPort',
    'scheduler.endpoints.port',
    'scheduler.endpoints.rpcPort',
  ]),
  'scheduler.protocol': only('http', 'there is no other', 'within the platform it is http'),
  'scheduler.maxPeek': to('openwhisk.scheduler.maxPeek', wholeNumber),
  'scheduler.inProgressJobRetention': to('openwhisk.scheduler.inProgressJobRetention', text),
  'scheduler.blackboxMultiple': to('openwhisk.scheduler.blackboxMultiple', wholeNumber),
  'scheduler.dataManagementService.retryInterval': to('openwhisk.scheduler.retryInterval', text),
  'scheduler.queueManager.maxSchedulingTime': to('openwhisk.scheduler.queueManager.maxSchedulingTime', text),
  'scheduler.queueManager.maxRetriesToGetQueue': to(
    'openwhisk.scheduler.queueManager.maxRetriesToGetQueue',
    wholeNumber,
  ),
  'scheduler.queue.idleGrace': to('openwhisk.scheduler.queue.idleGrace', text),
  'scheduler.queue.stopGrace': to('openwhisk.scheduler.queue.stopGrace', text),
  'scheduler.queue.flushGrace': to('openwhisk.scheduler.queue.flushGrace', text),
  'scheduler.queue.gracefulShutdownTimeout': to('openwhisk.scheduler.queue.gracefulShutdownTimeout', text),
  'scheduler.queue.maxRetentionSize': to('openwhisk.scheduler.queue.maxRetentionSize', wholeNumber),
  'scheduler.queue.maxRetentionMs': to('openwhisk.scheduler.queue.maxRetentionMs', wholeNumber),
  'scheduler.queue.maxBlackboxRetentionMs': to('openwhisk.scheduler.queue.maxBlackboxRetentionMs', wholeNumber),
  'scheduler.queue.throttlingFraction': to('openwhisk.scheduler.queue.throttlingFraction', decimal),
  'scheduler.queue.durationBufferSize': to('openwhisk.scheduler.queue.durationBufferSize', wholeNumber),
  'scheduler.scheduling.staleThreshold': to('openwhisk.scheduler.scheduling.staleThreshold', text),
  'scheduler.scheduling.checkInterval': to('openwhisk.scheduler.scheduling.checkInterval', text),
  'scheduler.scheduling.dropInterval': to('openwhisk.scheduler.scheduling.dropInterval', text),
};

const CERTIFICATE = 'openwhisk.ingress.tls.existingSecret';

/** The certificate that the chart reads from files of its own folder. */
const certificate: Option = by([CERTIFICATE], (_, values) => {
  const { get } = values;
  if (!isTrue(get('nginx.certificate.external'))) return unneeded('not used: nginx.certificate.external is false');
  const file = (key: string): string => text(get(`nginx.certificate.${key}`) ?? `<your ${key}>`);
  return ownCertificate('openwhisk-nginx-certificate', file('cert_file'), file('key_file'), values);
});

const NGINX: Options = {
  ...workloadOptions('nginx'),
  'nginx.replicaCount': to('openwhisk.nginx.replicas', wholeNumber),
  ...allObsolete('nginx listens at its usual ports, also in the chart, whatever these say', [
    'nginx.httpPort',
    'nginx.httpsPort',
  ]),
  'nginx.httpsNodePort': to('openwhisk.ingress.nodePort', wholeNumber),
  'nginx.workerProcesses': to('openwhisk.nginx.workerProcesses', (value) =>
    value === 'auto' ? value : wholeNumber(value),
  ),
  'nginx.certificate.external': certificate,
  'nginx.certificate.cert_file': certificate,
  'nginx.certificate.key_file': certificate,
  'nginx.certificate.sslPassword': {
    targets: [],
    secret: true,
    read: (value) =>
      value === ''
        ? unneeded('empty: the key has no password')
        : changed(
            "the Secret has the key without its password; 'openssl pkey -in <key> -out <key without password>' takes it away",
          ),
  },
};

const APIGATEWAY: Options = {
  ...workloadOptions('apigw'),
  'apigw.replicaCount': to('openwhisk.apigateway.replicas', wholeNumber),
  ...allObsolete(FIXED_PORT, ['apigw.apiPort', 'apigw.mgmtPort']),
};

/** Options below `controller`, `invoker`, `akka`, `scheduler`, `nginx` and `apigw`. */
export const COMPONENTS: Options = { ...CONTROLLER, ...INVOKER, ...SCHEDULER, ...NGINX, ...APIGATEWAY };

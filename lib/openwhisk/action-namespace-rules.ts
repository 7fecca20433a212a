import { hasFeature, onSince } from '../kube/kubernetes-versions';
import type { Mistake } from '../platform/mistake';
import type { Platform } from '../platform/model';
import { hasActionNamespace } from '../platform/namespaces';
import type { Rule } from '../platform/rule';
import { parseQuantity, parseSize } from '../text/quantity';
import { parseWhiskSize } from '../text/whisk-size';

/** Containers of all invokers, or of the lean controller, at once (OpenWhisk, ContainerPool.scala: their memory is at most userMemory). */
const quotaHoldsInvokers: Rule = (platform) => {
  const { actions, invoker, lean } = platform.openwhisk;
  const { memory } = actions.quota;
  if (!hasActionNamespace(platform) || memory === undefined) return [];
  const invokers = lean ? 1 : (invoker.autoscaling?.max ?? invoker.replicas);
  const needed = invokers * parseWhiskSize(invoker.userMemory).mebibytes;
  if (parseSize(memory).mebibytes >= needed) return [];
  return [quotaMistake(memory, invokers, needed, platform)];
};

function quotaMistake(memory: string, invokers: number, needed: number, { openwhisk }: Platform): Mistake {
  const { userMemory } = openwhisk.invoker;
  return {
    path: ['openwhisk', 'actions', 'quota', 'memory'],
    problem: `${memory} is less than the action pods of ${invokers} invoker${invokers === 1 ? '' : 's'} may take, each ${userMemory} (openwhisk.invoker.userMemory)`,
    allowed: `at least ${needed}Mi, and the memory of sidecars`,
    fix: `write ${needed}Mi or more, or lower openwhisk.invoker.userMemory`,
  };
}

/** A cluster has the API of the policy that hardens action pods. */
const hardeningIsServed: Rule = ({ cluster: { version }, openwhisk: { actions } }) =>
  hasFeature('MutatingAdmissionPolicy', version)
    ? []
    : (['seccomp', 'userNamespaces'] as const)
        .filter((key) => actions.hardening[key])
        .map((key) => ({
          path: ['openwhisk', 'actions', 'hardening', key],
          problem: `Kubernetes ${version} (cluster.version) does not serve MutatingAdmissionPolicy in a stable version`,
          allowed: `true from cluster.version "${onSince('MutatingAdmissionPolicy')}" on`,
          fix: 'remove it, or write the version of the cluster; docs/actions.md, "Seccomp and user namespaces", has another way',
        }));

/** A LimitRange with a request above its limit is refused by the API server. */
const defaultsWithinLimits: Rule = ({ openwhisk }) => {
  const { containerDefaults } = openwhisk.actions;
  return DEFAULTS.filter(
    ([request, limit]) => parseQuantity(containerDefaults[request]) > parseQuantity(containerDefaults[limit]),
  ).map(([request, limit]) => ({
    path: ['openwhisk', 'actions', 'containerDefaults', request],
    problem: `${containerDefaults[request]} is more than the limit of ${containerDefaults[limit]}`,
    allowed: `at most ${containerDefaults[limit]}`,
    fix: `write ${containerDefaults[limit]} or less, or raise openwhisk.actions.containerDefaults.${limit}`,
  }));
};

/** Requests and limits of the LimitRange. */
const DEFAULTS = [
  ['cpu', 'cpuLimit'],
  ['ephemeralStorageRequest', 'ephemeralStorage'],
] as const;

/** Rules about the namespace of action pods. */
export const ACTION_NAMESPACE_RULES: readonly Rule[] = [quotaHoldsInvokers, defaultsWithinLimits, hardeningIsServed];

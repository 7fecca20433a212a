import { nearest } from '../text/nearest';
import { TRIGGERS, type TriggerContract } from './keda-triggers';
import type { ScaledObjectSpec } from './keda-types';
import type { Problem } from './problem';

/**
 * Mistakes in a ScaledObject that its schema allows. KEDA ignores unknown keys of a trigger, and reports the others in a status
 * condition (KEDA 2.17.2, `CheckReplicaCountBoundsAreValid`, `CheckFallbackValid`, pkg/scalers).
 */
export function scaledObjectProblems(spec: ScaledObjectSpec): Problem[] {
  return [...boundsProblems(spec), ...fallbackProblems(spec), ...spec.triggers.flatMap(triggerProblems)];
}

function boundsProblems({ minReplicaCount, maxReplicaCount = 100, idleReplicaCount }: ScaledObjectSpec): Problem[] {
  // The HorizontalPodAutoscaler that KEDA creates has one pod at least.
  const least = minReplicaCount === undefined ? 0 : Math.max(1, minReplicaCount);
  return [
    ...(least > maxReplicaCount
      ? [{ path: ['spec', 'minReplicaCount'], text: `${least} is above maxReplicaCount ${maxReplicaCount}; lower it` }]
      : []),
    ...(idleReplicaCount !== undefined && idleReplicaCount >= least
      ? [
          {
            path: ['spec', 'idleReplicaCount'],
            text: `${idleReplicaCount} is not below minReplicaCount ${least}; lower it`,
          },
        ]
      : []),
  ];
}

function fallbackProblems({ fallback, triggers }: ScaledObjectSpec): Problem[] {
  const replaceable = triggers.some(
    ({ type, metricType = 'AverageValue' }) => !['cpu', 'memory'].includes(type) && metricType === 'AverageValue',
  );
  if (!fallback || replaceable) return [];
  const text = 'applies to no trigger: none is an average other than CPU and memory; remove it, or add such a trigger';
  return [{ path: ['spec', 'fallback'], text }];
}

type Trigger = ScaledObjectSpec['triggers'][number];

function triggerProblems({ type, metadata }: Trigger, index: number): Problem[] {
  const contract = (TRIGGERS as Readonly<Record<string, TriggerContract>>)[type];
  if (!contract) return [];
  const path = ['spec', 'triggers', index, 'metadata'];
  const unknown = Object.keys(metadata).filter((key) => !contract.metadata.includes(key));
  return [
    ...unknown.map((key) => {
      const near = nearest(key, contract.metadata);
      const fix = near ? `write ${near}, or remove it` : 'remove it';
      return { path: [...path, key], text: `the ${type} trigger of KEDA does not read it; ${fix}` };
    }),
    ...contract.required
      .filter((keys) => !keys.some((key) => metadata[key]))
      .map(([key = '']) => ({ path: [...path, key], text: `the ${type} trigger of KEDA requires it; add it` })),
  ];
}

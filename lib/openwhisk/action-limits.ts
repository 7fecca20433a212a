import { Construct } from 'constructs';
import { k8s } from '../kube/k8s';
import { PlatformChart } from '../kube/platform-chart';
import type { OpenWhisk } from '../platform/model';
import { openwhiskComponent } from './component';

/** Properties of {@link ActionLimits}. */
export interface ActionLimitsProps {
  readonly actions: OpenWhisk['actions'];
}

/** Quota and defaults of the namespace of action pods. */
export class ActionLimits extends Construct {
  constructor(scope: Construct, id: string, { actions: { quota, containerDefaults } }: ActionLimitsProps) {
    super(scope, id);
    const metadata = PlatformChart.of(this).metadata(openwhiskComponent('actions', 'openwhisk'));
    const { cpu, cpuLimit, memory, ephemeralStorage, ephemeralStorageRequest } = containerDefaults;
    new k8s.KubeLimitRange(this, 'Defaults', {
      metadata,
      spec: {
        limits: [
          {
            type: 'Container',
            default: quantities({ cpu: cpuLimit, memory, 'ephemeral-storage': ephemeralStorage }),
            // A request that is left out equals the limit (Kubernetes, "Limit Ranges").
            defaultRequest: quantities({ cpu, 'ephemeral-storage': ephemeralStorageRequest }),
          },
        ],
      },
    });
    const hard = quantities({
      pods: quota.pods?.toString(),
      'limits.cpu': quota.cpu,
      'limits.memory': quota.memory,
      'limits.ephemeral-storage': quota.ephemeralStorage,
    });
    if (Object.keys(hard).length > 0) new k8s.KubeResourceQuota(this, 'Quota', { metadata, spec: { hard } });
  }
}

function quantities(amounts: Readonly<Record<string, string | undefined>>): Record<string, k8s.Quantity> {
  return Object.fromEntries(
    Object.entries(amounts).flatMap(([name, amount]) =>
      amount === undefined ? [] : [[name, k8s.Quantity.fromString(amount)]],
    ),
  );
}

import { z } from 'zod';
import { boardsSchema, disabledBoardsSchema } from './boards';
import { annotations, dnsName, enabled, existingSecret, objectName, resources, volumeSize } from './common';
import { datasourcesSchema } from './datasources';
import { gateway } from './gateway';
import { iniSchema, ldapSchema, pluginsSchema } from './grafana-ini';
import { pods, storageClassName } from './pods';
import { SECRETS, USER } from './secrets';
import { labelName } from './values';

/** Settings of Grafana. */
export const grafanaSchema = z
  .strictObject({
    enabled: enabled('Run Grafana with the dashboards of the platform.'),
    existingSecret: existingSecret('username and password of the administrator').register(SECRETS, USER),
    pods: pods(),
    size: volumeSize('1Gi'),
    storageClassName: storageClassName(),
    host: dnsName('grafana.example.org')
      .optional()
      .describe('Host name of an Ingress. Default: no Ingress; use kubectl port-forward.'),
    ingressClassName: objectName().optional().describe("Class of the Ingress. Default: the cluster's default class."),
    tlsSecret: objectName().optional().describe('Secret of type kubernetes.io/tls for the host.'),
    ingressAnnotations: annotations().describe(
      'Annotations of the Ingress, for cert-manager or a load balancer, for example.',
    ),
    gateway: gateway().describe(
      'Routes of the Gateway API in place of the Ingress, for clients that use https (docs/gateway.md).',
    ),
    ini: iniSchema,
    ldap: ldapSchema,
    plugins: pluginsSchema,
    boards: boardsSchema,
    disabledBoards: disabledBoardsSchema,
    clusterLabel: labelName()
      .optional()
      .describe(
        'Label of the cluster, such as cluster, in a store that several clusters write to (Thanos, Mimir). Each dashboard gets a variable for it, and each of its queries a matcher. Default: dashboards for one cluster.',
      ),
    datasources: datasourcesSchema,
    resources: resources({ requests: { cpu: '100m', memory: '192Mi' }, limits: { cpu: '500m', memory: '512Mi' } }),
  })
  .prefault({})
  .describe('Grafana: shows dashboards.');

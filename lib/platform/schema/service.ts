import { z } from 'zod';
import type { ComponentSettings } from '../../mixins/service/settings';
import { line } from './values';

const health = () => z.number().gt(0).max(1);

const component = (
  of: string,
  {
    weight,
    impact,
    degradedBelow = 1,
    downBelow = 0.5,
  }: Partial<ComponentSettings> & Pick<ComponentSettings, 'weight' | 'impact'>,
) =>
  z
    .strictObject({
      weight: z
        .number()
        .min(0)
        .max(100)
        .default(weight)
        .describe('Share in the health of the service, relative to the other components; 0 for no share.'),
      impact: z
        .enum(['none', 'degraded', 'down'])
        .default(impact)
        .describe('The worst state of the service that the component causes.'),
      degradedBelow: health()
        .default(degradedBelow)
        .describe('Health below which the component is degraded. Its health is its lowest signal, between 0 and 1.'),
      downBelow: health().default(downBelow).describe('Health below which the component is down.'),
    })
    .prefault({})
    .describe(of);

/** The platform as one business service. */
export const serviceSchema = z
  .strictObject({
    name: line(60).default('Serverless platform').describe('Name of the service, in its alerts and series.'),
    components: z
      .strictObject({
        openwhisk: component('OpenWhisk: its controllers, invokers, API and activations.', {
          weight: 4,
          impact: 'down',
          degradedBelow: 0.99,
        }),
        managedApis: component('Managed APIs of OpenWhisk: Redis.', { weight: 1, impact: 'degraded' }),
        stores: component('Stores of OpenWhisk: CouchDB and Kafka.', { weight: 3, impact: 'down' }),
        openfaas: component('OpenFaaS: its gateway, and server errors of functions.', {
          weight: 4,
          impact: 'down',
          degradedBelow: 0.95,
        }),
        mysql: component('The database of functions: its server, and free connections from 80 % in use on.', {
          weight: 3,
          impact: 'degraded',
        }),
        logging: component('Logging: Elasticsearch.', { weight: 1, impact: 'none' }),
        cluster: component('The cluster: its nodes, API server and DNS.', {
          weight: 2,
          impact: 'down',
          degradedBelow: 0.9,
        }),
      })
      .prefault({})
      .describe('Weight and impact of each component. Components that the platform does not measure do not count.'),
  })
  .prefault({})
  .describe('The platform as one business service: one state, with the reason (docs/business-service.md).');

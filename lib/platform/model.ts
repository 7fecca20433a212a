import { z } from 'zod';
import { autoscalingSchema } from './schema/autoscaling';
import {
  amendmentsSchema,
  clusterSchema,
  imagesSchema,
  launchOrderSchema,
  persistenceSchema,
  placementSchema,
} from './schema/cluster';
import { dnsLabel, ownNamespace } from './schema/common';
import { functionsSchema } from './schema/functions';
import { loggingSchema } from './schema/logging';
import { monitoringSchema } from './schema/monitoring';
import { openfaasSchema } from './schema/openfaas';
import { mysqlSchema } from './schema/mysql';
import { openwhiskSchema } from './schema/openwhisk';
import { securitySchema } from './schema/security';
import { tracingSchema } from './schema/tracing';

/** Names of the profiles: complete sets of defaults that a platform file starts from. */
export const PROFILE_NAMES = ['lean', 'standard', 'production'] as const;

/** The platform file: the single source of the types, the defaults, the JSON schema and the reference. */
export const platformSchema = z
  .strictObject({
    profile: z
      .enum(PROFILE_NAMES)
      .default('standard')
      .describe(
        'Set of defaults: lean (one small node), standard (a small cluster) or production (replicas, larger volumes).',
      ),
    name: dnsLabel(20).default('owdev').describe("Name of this instance; the prefix of every object's name."),
    namespace: ownNamespace().default('openwhisk').describe('Namespace of the platform, created with it.'),
    cluster: clusterSchema,
    images: imagesSchema,
    placement: placementSchema,
    persistence: persistenceSchema,
    networkPolicies: z
      .boolean()
      .default(true)
      .describe('Deny all connections in the namespace except the ones that components declare.'),
    security: securitySchema,
    launchOrder: launchOrderSchema,
    openwhisk: openwhiskSchema,
    monitoring: monitoringSchema,
    logging: loggingSchema,
    autoscaling: autoscalingSchema,
    openfaas: openfaasSchema,
    functions: functionsSchema,
    mysql: mysqlSchema,
    tracing: tracingSchema,
    amendments: amendmentsSchema,
  })
  .describe('A serverless platform on Kubernetes.');

/** A complete platform: the values of a platform file, with defaults for the rest. */
export type Platform = z.output<typeof platformSchema>;

/** The part of a platform that is Apache OpenWhisk. */
export type OpenWhisk = Platform['openwhisk'];

/** The routes of the Gateway API to one program. */
export type GatewayRoutes = NonNullable<OpenWhisk['ingress']['gateway']>;

/** The part of a platform that is OpenFaaS. */
export type OpenFaas = Platform['openfaas'];

/** The part of a platform that protects its connections. */
export type Security = Platform['security'];

/** The part of a platform that monitors it. */
export type Monitoring = Platform['monitoring'];

/** The part of a platform that keeps its logs. */
export type Logging = Platform['logging'];

/** The part of a platform that measures for autoscaling. */
export type Autoscaling = Platform['autoscaling'];

/** The part of a platform that is a database for functions. */
export type MySql = Platform['mysql'];

/** The part of a platform that traces activations. */
export type Tracing = Platform['tracing'];

/** The input of a platform file, before defaults. */
export type PlatformInput = z.input<typeof platformSchema>;

/** The name of a profile. */
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** The JSON schema (draft 2020-12) of a platform file, for editors. */
export function platformJsonSchema(): object {
  return z.toJSONSchema(platformSchema, { io: 'input' });
}

import { z } from 'zod';
import { annotations, bytes, cores, count, duration, image, labelKey, objectName } from './common';
import { functionScaling } from './function-scaling';
import { labelValue, toleration } from './pods';

/** Longest name: volumes of a function have a suffix of 18 characters, and are DNS labels (openfaas/faas-netes, pkg/k8s/secrets.go). */
const MAX_NAME = 45;

const functionName = () =>
  z
    .string()
    .max(MAX_NAME)
    .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, {
      error: "lower-case letters, digits and '-', beginning with a letter and ending with a letter or digit",
    });

const amounts = (cpu: string, memory: string) =>
  z
    .strictObject({
      cpu: cores().default(cpu).describe('CPU in cores, or in millicores with the suffix m.'),
      memory: bytes().default(memory).describe('Memory in bytes, or with a suffix such as Mi.'),
    })
    .prefault({});

const functionSchema = z
  .strictObject({
    name: functionName().describe('Name of the function: the last part of its URL, and the name of its objects.'),
    platform: z
      .enum(['openfaas', 'openwhisk', 'both'])
      .optional()
      .describe('Platform that runs the function. Default: openfaas if OpenFaaS is enabled, otherwise openwhisk.'),
    image: image().describe(
      'Image of the function, which serves HTTP at port 8080, and its health at /_/health. On OpenWhisk: a tagged image that serves /init and /run at this port.',
    ),
    environment: z
      .record(
        z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, {
          error: 'the name of an environment variable: letters, digits and _, not beginning with a digit',
        }),
        z.string().describe('Value of the variable.'),
      )
      .default({})
      .describe('Environment variables, without secrets. On OpenWhisk: parameters of the initialization.'),
    secrets: z
      .array(objectName().describe('Name of a Secret.'))
      .max(20)
      .default([])
      .describe(
        'Your Secrets in the namespace of the functions; their keys are files in the folder /var/openfaas/secrets of the function. On OpenWhisk: your Secrets in its namespace; their keys are parameters of the initialization.',
      ),
    requests: amounts('50m', '64Mi').describe('Resource requests of a pod: what the scheduler reserves.'),
    limits: amounts('500m', '128Mi').describe(
      'Resource limits of a pod. On OpenWhisk: memory is the limit of the action.',
    ),
    action: z
      .strictObject({
        timeout: duration().optional().describe('Time limit of an activation. Default: openwhisk.limits.time.std.'),
        concurrency: count(1, 10_000)
          .optional()
          .describe('Concurrent activations per container. Default: openwhisk.limits.concurrency.std.'),
      })
      .optional()
      .describe('Limits of the function as an OpenWhisk action.'),
    labels: z
      .record(labelKey(), labelValue())
      .default({})
      .describe('Labels of the function; edition pro reads some of them, such as com.openfaas.scale.zero.'),
    annotations: annotations().describe('Annotations of the function, such as its topic.'),
    readOnlyRootFilesystem: z
      .boolean()
      .default(true)
      .describe('The file system of the container is read-only but for /tmp.'),
    user: count(1, 65_534)
      .default(12_000)
      .describe('User of the process. Edition community only; edition pro always takes 12000.'),
    placement: z
      .strictObject({
        nodeSelector: z.record(labelKey(), labelValue()).default({}).describe('Labels that the nodes must have.'),
        tolerations: z.array(toleration).default([]).describe('Taints that the pods tolerate. Edition community only.'),
      })
      .prefault({})
      .describe('Nodes of the function.'),
    database: z
      .strictObject({
        connections: count(1, 1000)
          .default(1)
          .describe(
            'Connections of one pod, the variable DB_POOL. The pools of all pods must fit into mysql.connections.max.',
          ),
        setup: z
          .array(z.string().min(1).describe('Program or argument.'))
          .min(1)
          .optional()
          .describe(
            'Command in the image of the function that a Job runs, and runs again after each change of the function, such as [node, schema.js]: it creates tables. Default: none.',
          ),
      })
      .optional()
      .describe(
        "Connects the function to the platform's database (mysql): the variables DB_HOST, DB_PORT, DB_NAME, DB_POOL, DB_USER_FILE, DB_PASSWORD_FILE and DB_CA. Default: none.",
      ),
    scaling: functionScaling,
  })
  .describe('A function.');

/** The functions of a platform. */
export const functionsSchema = z
  .array(functionSchema)
  .default([])
  .describe('Functions of OpenFaaS (docs/openfaas.md), and of OpenWhisk as actions (docs/functions.md).');

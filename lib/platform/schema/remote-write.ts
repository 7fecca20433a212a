import { z } from 'zod';
import { headerName, line } from './values';
import { count, httpUrl, objectName, promDuration } from './common';
import { clientTls, credentials, oauth2, proxy } from './http-client';
import { relabelings } from './relabelings';

/** Name of a Secret with credentials. */
const secret = (keys: string) => objectName().describe(`Secret in the monitoring namespace with ${keys}.`);

const sigv4 = z
  .strictObject({
    region: line(100).optional().describe('Region of the store. Default: the region of the environment.'),
    credentialsSecret: secret('the keys `accessKey` and `secretKey`')
      .optional()
      .describe(
        'Secret in the monitoring namespace with the keys `accessKey` and `secretKey`. Default: the identity of the ServiceAccount or of the node.',
      ),
    roleArn: z
      .string()
      .regex(/^arn:/, { error: 'an ARN, such as arn:aws:iam::123456789012:role/metrics' })
      .optional()
      .describe('Role that Prometheus assumes.'),
  })
  .optional()
  .describe('AWS Signature Version 4, such as for Amazon Managed Service for Prometheus.');

const guid = () =>
  z.string().regex(/^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/, {
    error: 'a GUID, such as 00000000-0000-0000-0000-000000000000',
  });

const application = {
  clientId: guid().describe('Client ID of the application.'),
  tenantId: guid().describe('ID of the tenant.'),
};

const azureAd = z
  .strictObject({
    cloud: z.enum(['AzurePublic', 'AzureGovernment', 'AzureChina']).default('AzurePublic').describe('Azure cloud.'),
    managedIdentity: z
      .strictObject({ clientId: guid().optional().describe('Client ID. Default: the system-assigned identity.') })
      .optional()
      .describe('Managed identity of the node.'),
    workloadIdentity: z
      .strictObject(application)
      .optional()
      .describe(
        'Workload identity; needs the annotation azure.workload.identity/client-id in serviceAccountAnnotations.',
      ),
    oauth: z
      .strictObject({ ...application, existingSecret: secret('the key `clientSecret`') })
      .optional()
      .describe('An application with a client secret.'),
    sdk: z
      .strictObject({ tenantId: guid().optional().describe('ID of the tenant. Default: the tenant of the identity.') })
      .optional()
      .describe("The default credential chain of Azure's SDK."),
  })
  .optional()
  .describe('Microsoft Entra ID, for Azure Monitor. Set one of managedIdentity, workloadIdentity, oauth and sdk.');

const queue = z
  .strictObject({
    capacity: count(1, 10_000_000).optional().describe('Samples buffered per shard. Default: 10000.'),
    minShards: count(1, 10_000).optional().describe('Minimum number of concurrent senders. Default: 1.'),
    maxShards: count(1, 10_000).optional().describe('Maximum number of concurrent senders. Default: 50.'),
    maxSamplesPerSend: count(1, 10_000_000).optional().describe('Samples per request at most. Default: 2000.'),
    batchSendDeadline: promDuration().optional().describe('Longest wait of a sample for its request. Default: 5s.'),
    minBackoff: promDuration().optional().describe('First delay after a failed request. Default: 30ms.'),
    maxBackoff: promDuration().optional().describe('Longest delay after failed requests. Default: 5s.'),
    retryOnRateLimit: z.boolean().optional().describe('Retries after status code 429. Default: false.'),
    sampleAgeLimit: promDuration().optional().describe('Age beyond which samples are dropped. Default: no limit.'),
  })
  .optional()
  .describe('Queue of the samples to send (Prometheus `queue_config`).');

const metadata = z
  .strictObject({
    send: z.boolean().default(true).describe('Sends type and help of metrics.'),
    interval: promDuration().default('1m').describe('Interval between two sends.'),
    maxSamplesPerSend: count(1, 1_000_000).default(2000).describe('Entries per request at most.'),
  })
  .optional()
  .describe('Metadata of remote write 1.0 (Prometheus `metadata_config`).');

/** Long-term stores that samples are sent to. */
export const remoteWriteSchema = z
  .array(
    z
      .strictObject({
        url: httpUrl('remove both, and write basicAuthSecret: the name of a Secret').describe('Remote-write endpoint.'),
        name: line(200).optional().describe('Name of the remote-write queue, in metrics and logs; unique.'),
        ...credentials,
        sigv4,
        azureAd,
        oauth2: oauth2('URL of the token endpoint.'),
        headers: z
          .record(headerName(), z.string().describe('Value of the header. Credentials belong in a Secret, not here.'))
          .default({})
          .describe('Headers of each request, such as `X-Scope-OrgID: tenant`.'),
        tls: clientTls(),
        ...proxy,
        timeout: promDuration()
          .optional()
          .describe('Timeout of a request (Prometheus `remote_timeout`). Default: 30s.'),
        messageVersion: z
          .enum(['V1.0', 'V2.0'])
          .default('V1.0')
          .describe('Version of remote write; V2.0 is for stores that support it.'),
        sendExemplars: z.boolean().default(false).describe('Sends exemplars, too; needs prometheus.exemplars.'),
        sendNativeHistograms: z
          .boolean()
          .default(false)
          .describe('Sends native histograms, too; the store has to support them.'),
        queue,
        metadata,
        keep: z
          .array(z.string().min(1).describe('RE2 expression, anchored.'))
          .default([])
          .describe('Metric names to send. Default: all.'),
        writeRelabelings: relabelings(
          'Relabelings of the samples to send, after keep (Prometheus `write_relabel_configs`).',
        ),
      })
      .describe('A remote-write target.'),
  )
  .default([])
  .describe('Remote-write targets: long-term stores that samples are sent to.');

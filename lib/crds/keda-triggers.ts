/** Keys that a trigger of KEDA reads. All values are strings, and KEDA ignores unknown keys. */
export interface TriggerContract {
  /** File of KEDA with the trigger. */
  readonly source: string;
  /** Keys of `metadata`. */
  readonly metadata: readonly string[];
  /** Keys of `metadata` without a default; one of each list. */
  readonly required: readonly (readonly string[])[];
  /** Parameters of a TriggerAuthentication. */
  readonly authentication: readonly string[];
}

const RESOURCE: TriggerContract = {
  source: 'pkg/scalers/cpu_memory_scaler.go',
  metadata: ['type', 'value', 'containerName'],
  required: [['value']],
  authentication: [],
};

/** Parameters and modes of HTTP servers (pkg/scalers/authentication/authentication_types.go). */
const HTTP_AUTHENTICATION = [
  ...['bearerToken', 'username', 'password', 'cert', 'key', 'ca'],
  ...['oauthTokenURI', 'scopes', 'clientID', 'clientSecret', 'endpointParams', 'customAuthHeader', 'customAuthValue'],
];

/**
 * The triggers in use, at KEDA 2.17.2. Parameters of the clouds' identities are left out. The cluster test `autoscaling/keda`
 * compares the keys with the source of KEDA's module.
 */
export const TRIGGERS = {
  cpu: RESOURCE,
  memory: RESOURCE,
  cron: {
    source: 'pkg/scalers/cron_scaler.go',
    metadata: ['timezone', 'start', 'end', 'desiredReplicas'],
    required: [['timezone'], ['start'], ['end'], ['desiredReplicas']],
    authentication: [],
  },
  prometheus: {
    source: 'pkg/scalers/prometheus_scaler.go',
    metadata: [
      ...[
        'serverAddress',
        'query',
        'queryParameters',
        'threshold',
        'activationThreshold',
        'namespace',
        'customHeaders',
      ],
      ...['ignoreNullValues', 'unsafeSsl', 'awsRegion', 'timeout', 'authModes'],
    ],
    required: [['serverAddress'], ['query'], ['threshold']],
    authentication: [...HTTP_AUTHENTICATION, 'awsRegion'],
  },
  kafka: {
    source: 'pkg/scalers/kafka_scaler.go',
    metadata: [
      ...[
        'bootstrapServers',
        'bootstrapServersFromEnv',
        'consumerGroup',
        'consumerGroupFromEnv',
        'topic',
        'topicFromEnv',
      ],
      ...['partitionLimitation', 'offsetResetPolicy', 'lagThreshold', 'activationLagThreshold', 'allowIdleConsumers'],
      ...['excludePersistentLag', 'scaleToZeroOnInvalidOffset', 'limitToPartitionsWithLag', 'version'],
      ...['sasl', 'saslTokenProvider', 'tls', 'unsafeSsl', 'awsRegion'],
    ],
    required: [
      ['bootstrapServers', 'bootstrapServersFromEnv'],
      ['consumerGroup', 'consumerGroupFromEnv'],
    ],
    authentication: [
      ...['sasl', 'saslTokenProvider', 'username', 'password', 'tls', 'ca', 'cert', 'key', 'keyPassword'],
      ...['scopes', 'oauthTokenEndpointUri', 'oauthExtensions'],
      ...['keytab', 'realm', 'kerberosConfig', 'kerberosServiceName', 'kerberosDisableFAST'],
    ],
  },
} as const satisfies Record<string, TriggerContract>;

/** A type of trigger in use. */
export type TriggerType = keyof typeof TRIGGERS;

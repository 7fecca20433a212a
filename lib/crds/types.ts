// Made by lib/crds/update/main.ts, see docs/monitoring-crds.md: do not edit.

import type { k8s } from '../kube/k8s';

/** A number or a text, such as a port's number or name, or an amount. */
type IntOrString = number | string | k8s.IntOrString | k8s.Quantity;

export interface AdditionalArg {
  readonly name: string;
  readonly value?: string;
}

export interface Affinity {
  readonly nodeAffinity?: NodeAffinity;
  readonly podAffinity?: PodAffinity;
  readonly podAntiAffinity?: PodAffinity;
}

export interface Alert {
  readonly forGracePeriod?: string;
  readonly forOutageTolerance?: string;
  readonly resendDelay?: string;
}

export interface Alerting {
  readonly alertmanagers: ReadonlyArray<Alertmanager>;
}

export interface Alertmanager {
  readonly alertRelabelings?: ReadonlyArray<RelabelConfig>;
  readonly apiVersion?: 'v1' | 'V1' | 'v2' | 'V2';
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly bearerTokenFile?: string;
  readonly enableHttp2?: boolean;
  readonly name: string;
  readonly namespace?: string;
  readonly noProxy?: string;
  readonly pathPrefix?: string;
  readonly port: IntOrString;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly relabelings?: ReadonlyArray<RelabelConfig>;
  readonly scheme?: string;
  readonly sigv4?: Sigv4;
  readonly timeout?: string;
  readonly tlsConfig?: GrpcServerTlsConfig;
}

export interface AlertmanagerConfigMatcherStrategy {
  readonly type?: 'OnNamespace' | 'OnNamespaceExceptForAlertmanagerNamespace' | 'None';
}

export interface AlertmanagerConfigSpec {
  readonly inhibitRules?: ReadonlyArray<InhibitRule>;
  readonly muteTimeIntervals?: ReadonlyArray<MuteTimeInterval>;
  readonly receivers?: ReadonlyArray<Receiver>;
  readonly route?: Route;
}

export interface AlertmanagerConfiguration {
  readonly global?: Global;
  readonly name?: string;
  readonly templates?: ReadonlyArray<SecretOrConfigMap>;
}

export interface AlertmanagerSpec {
  readonly additionalArgs?: ReadonlyArray<AdditionalArg>;
  readonly additionalPeers?: ReadonlyArray<string>;
  readonly affinity?: Affinity;
  readonly alertmanagerConfigMatcherStrategy?: AlertmanagerConfigMatcherStrategy;
  readonly alertmanagerConfigNamespaceSelector?: LabelSelector;
  readonly alertmanagerConfigSelector?: LabelSelector;
  readonly alertmanagerConfiguration?: AlertmanagerConfiguration;
  readonly automountServiceAccountToken?: boolean;
  readonly baseImage?: string;
  readonly clusterAdvertiseAddress?: string;
  readonly clusterGossipInterval?: string;
  readonly clusterLabel?: string;
  readonly clusterPeerTimeout?: string;
  readonly clusterPushpullInterval?: string;
  readonly clusterTLS?: ClusterTLS;
  readonly configMaps?: ReadonlyArray<string>;
  readonly configSecret?: string;
  readonly containers?: ReadonlyArray<Container>;
  readonly dnsConfig?: DnsConfig;
  readonly dnsPolicy?: 'ClusterFirstWithHostNet' | 'ClusterFirst' | 'Default' | 'None';
  readonly enableFeatures?: ReadonlyArray<string>;
  readonly enableServiceLinks?: boolean;
  readonly externalUrl?: string;
  readonly forceEnableClusterMode?: boolean;
  readonly hostAliases?: ReadonlyArray<HostAlias>;
  readonly hostUsers?: boolean;
  readonly image?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'Never' | 'IfNotPresent';
  readonly imagePullSecrets?: ReadonlyArray<ImagePullSecret>;
  readonly initContainers?: ReadonlyArray<Container>;
  readonly limits?: Limits;
  readonly listenLocal?: boolean;
  readonly logFormat?: '' | 'logfmt' | 'json';
  readonly logLevel?: '' | 'debug' | 'info' | 'warn' | 'error';
  readonly minReadySeconds?: number;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly paused?: boolean;
  readonly persistentVolumeClaimRetentionPolicy?: PersistentVolumeClaimRetentionPolicy;
  readonly podMetadata?: PodMetadata;
  readonly portName?: string;
  readonly priorityClassName?: string;
  readonly replicas?: number;
  readonly resources?: AlertmanagerSpecResources;
  readonly retention?: string;
  readonly routePrefix?: string;
  readonly secrets?: ReadonlyArray<string>;
  readonly securityContext?: AlertmanagerSpecSecurityContext;
  readonly serviceAccountName?: string;
  readonly serviceName?: string;
  readonly sha?: string;
  readonly storage?: Storage;
  readonly tag?: string;
  readonly terminationGracePeriodSeconds?: number;
  readonly tolerations?: ReadonlyArray<Toleration>;
  readonly topologySpreadConstraints?: ReadonlyArray<AlertmanagerSpecTopologySpreadConstraint>;
  readonly version?: string;
  readonly volumeMounts?: ReadonlyArray<VolumeMount>;
  readonly volumes?: ReadonlyArray<Volume>;
  readonly web?: AlertmanagerSpecWeb;
}

export interface AlertmanagerSpecResources {
  readonly claims?: ReadonlyArray<Claim>;
  readonly limits?: Readonly<Record<string, IntOrString>>;
  readonly requests?: Readonly<Record<string, IntOrString>>;
}

export interface AlertmanagerSpecSecurityContext {
  readonly appArmorProfile?: AppArmorProfile;
  readonly fsGroup?: number;
  readonly fsGroupChangePolicy?: string;
  readonly runAsGroup?: number;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly seLinuxChangePolicy?: string;
  readonly seLinuxOptions?: SeLinuxOptions;
  readonly seccompProfile?: AppArmorProfile;
  readonly supplementalGroups?: ReadonlyArray<number>;
  readonly supplementalGroupsPolicy?: string;
  readonly sysctls?: ReadonlyArray<Sysctl>;
  readonly windowsOptions?: WindowsOptions;
}

export interface AlertmanagerSpecTopologySpreadConstraint {
  readonly labelSelector?: LabelSelector;
  readonly matchLabelKeys?: ReadonlyArray<string>;
  readonly maxSkew: number;
  readonly minDomains?: number;
  readonly nodeAffinityPolicy?: string;
  readonly nodeTaintsPolicy?: string;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: string;
}

export interface AlertmanagerSpecWeb {
  readonly getConcurrency?: number;
  readonly httpConfig?: WebHttpConfig;
  readonly timeout?: number;
  readonly tlsConfig?: Server;
}

export interface ApiserverConfig {
  readonly authorization?: ApiserverConfigAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly bearerToken?: string;
  readonly bearerTokenFile?: string;
  readonly host: string;
  readonly noProxy?: string;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly tlsConfig?: GrpcServerTlsConfig;
}

export interface ApiserverConfigAuthorization {
  readonly credentials?: KeySelector;
  readonly credentialsFile?: string;
  readonly type?: string;
}

export interface AppArmorProfile {
  readonly localhostProfile?: string;
  readonly type: string;
}

export interface ArbitraryFSAccessThroughSMs {
  readonly deny?: boolean;
}

export interface AttachMetadata {
  readonly node?: boolean;
}

export interface AwsElasticBlockStore {
  readonly fsType?: string;
  readonly partition?: number;
  readonly readOnly?: boolean;
  readonly volumeID: string;
}

export interface AzureAd {
  readonly cloud?: 'AzureChina' | 'AzureGovernment' | 'AzurePublic';
  readonly managedIdentity?: ManagedIdentity;
  readonly oauth?: Oauth;
  readonly sdk?: Sdk;
}

export interface AzureDisk {
  readonly cachingMode?: string;
  readonly diskName: string;
  readonly diskURI: string;
  readonly fsType?: string;
  readonly kind?: string;
  readonly readOnly?: boolean;
}

export interface AzureFile {
  readonly readOnly?: boolean;
  readonly secretName: string;
  readonly shareName: string;
}

export interface AzureSDConfig {
  readonly authenticationMethod?: 'OAuth' | 'ManagedIdentity' | 'SDK';
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly clientID?: string;
  readonly clientSecret?: KeySelector;
  readonly enableHTTP2?: boolean;
  readonly environment?: string;
  readonly followRedirects?: boolean;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly port?: number;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly refreshInterval?: string;
  readonly resourceGroup?: string;
  readonly subscriptionID: string;
  readonly tenantID?: string;
  readonly tlsConfig?: TlsConfig;
}

export interface BasicAuth {
  readonly password?: KeySelector;
  readonly username?: KeySelector;
}

export interface Capabilities {
  readonly add?: ReadonlyArray<string>;
  readonly drop?: ReadonlyArray<string>;
}

export interface Cephfs {
  readonly monitors: ReadonlyArray<string>;
  readonly path?: string;
  readonly readOnly?: boolean;
  readonly secretFile?: string;
  readonly secretRef?: ImagePullSecret;
  readonly user?: string;
}

export interface Cinder {
  readonly fsType?: string;
  readonly readOnly?: boolean;
  readonly secretRef?: ImagePullSecret;
  readonly volumeID: string;
}

export interface Claim {
  readonly name: string;
  readonly request?: string;
}

export interface ClusterTLS {
  readonly client: TlsConfig;
  readonly server: Server;
}

export interface ClusterTrustBundle {
  readonly labelSelector?: LabelSelector;
  readonly name?: string;
  readonly optional?: boolean;
  readonly path: string;
  readonly signerName?: string;
}

export interface Condition {
  readonly lastProbeTime?: string;
  readonly lastTransitionTime?: string;
  readonly message?: string;
  readonly reason?: string;
  readonly status: string;
  readonly type: string;
}

export interface ConfigMapItem {
  readonly key: string;
  readonly mode?: number;
  readonly path: string;
}

export interface ConfigMapRef {
  readonly name?: string;
  readonly optional?: boolean;
}

export interface Confirm {
  readonly dismissText?: string;
  readonly okText?: string;
  readonly text: string;
  readonly title?: string;
}

export interface ConsulSDConfig {
  readonly allowStale?: boolean;
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly datacenter?: string;
  readonly enableHTTP2?: boolean;
  readonly filter?: string;
  readonly followRedirects?: boolean;
  readonly namespace?: string;
  readonly noProxy?: string;
  readonly nodeMeta?: Readonly<Record<string, string>>;
  readonly oauth2?: Oauth2;
  readonly partition?: string;
  readonly pathPrefix?: string;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly refreshInterval?: string;
  readonly scheme?: 'HTTP' | 'HTTPS';
  readonly server: string;
  readonly services?: ReadonlyArray<string>;
  readonly tagSeparator?: string;
  readonly tags?: ReadonlyArray<string>;
  readonly tlsConfig?: TlsConfig;
  readonly tokenRef?: KeySelector;
}

export interface Container {
  readonly args?: ReadonlyArray<string>;
  readonly command?: ReadonlyArray<string>;
  readonly env?: ReadonlyArray<Env>;
  readonly envFrom?: ReadonlyArray<EnvFrom>;
  readonly image?: string;
  readonly imagePullPolicy?: string;
  readonly lifecycle?: Lifecycle;
  readonly livenessProbe?: LivenessProbe;
  readonly name: string;
  readonly ports?: ReadonlyArray<Port>;
  readonly readinessProbe?: LivenessProbe;
  readonly resizePolicy?: ReadonlyArray<ResizePolicy>;
  readonly resources?: AlertmanagerSpecResources;
  readonly restartPolicy?: string;
  readonly securityContext?: ContainerSecurityContext;
  readonly startupProbe?: LivenessProbe;
  readonly stdin?: boolean;
  readonly stdinOnce?: boolean;
  readonly terminationMessagePath?: string;
  readonly terminationMessagePolicy?: string;
  readonly tty?: boolean;
  readonly volumeDevices?: ReadonlyArray<VolumeDevice>;
  readonly volumeMounts?: ReadonlyArray<VolumeMount>;
  readonly workingDir?: string;
}

export interface ContainerSecurityContext {
  readonly allowPrivilegeEscalation?: boolean;
  readonly appArmorProfile?: AppArmorProfile;
  readonly capabilities?: Capabilities;
  readonly privileged?: boolean;
  readonly procMount?: string;
  readonly readOnlyRootFilesystem?: boolean;
  readonly runAsGroup?: number;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly seLinuxOptions?: SeLinuxOptions;
  readonly seccompProfile?: AppArmorProfile;
  readonly windowsOptions?: WindowsOptions;
}

export interface Csi {
  readonly driver: string;
  readonly fsType?: string;
  readonly nodePublishSecretRef?: ImagePullSecret;
  readonly readOnly?: boolean;
  readonly volumeAttributes?: Readonly<Record<string, string>>;
}

export interface DataSource {
  readonly apiGroup?: string;
  readonly kind: string;
  readonly name: string;
}

export interface DataSourceRef {
  readonly apiGroup?: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

export interface DaysOfMonth {
  readonly end?: number;
  readonly start?: number;
}

export interface DigitalOceanSDConfig {
  readonly authorization?: ProbeSpecAuthorization;
  readonly enableHTTP2?: boolean;
  readonly followRedirects?: boolean;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly port?: number;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly refreshInterval?: string;
  readonly tlsConfig?: TlsConfig;
}

export interface DiscordConfig {
  readonly apiURL: KeySelector;
  readonly avatarURL?: string;
  readonly content?: string;
  readonly httpConfig?: DiscordConfigHttpConfig;
  readonly message?: string;
  readonly sendResolved?: boolean;
  readonly title?: string;
  readonly username?: string;
}

export interface DiscordConfigHttpConfig {
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly bearerTokenSecret?: KeySelector;
  readonly followRedirects?: boolean;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyURL?: string;
  readonly proxyUrl?: string;
  readonly tlsConfig?: TlsConfig;
}

export interface DnsConfig {
  readonly nameservers?: ReadonlyArray<string>;
  readonly options?: ReadonlyArray<AdditionalArg>;
  readonly searches?: ReadonlyArray<string>;
}

export interface DnsSDConfig {
  readonly names: ReadonlyArray<string>;
  readonly port?: number;
  readonly refreshInterval?: string;
  readonly type?: 'A' | 'AAAA' | 'MX' | 'NS' | 'SRV';
}

export interface DockerSDConfig {
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly enableHTTP2?: boolean;
  readonly filters?: ReadonlyArray<Filter>;
  readonly followRedirects?: boolean;
  readonly host: string;
  readonly hostNetworkingHost?: string;
  readonly matchFirstNetwork?: boolean;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly port?: number;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly refreshInterval?: string;
  readonly tlsConfig?: TlsConfig;
}

export interface DockerSwarmSDConfig {
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly enableHTTP2?: boolean;
  readonly filters?: ReadonlyArray<Filter>;
  readonly followRedirects?: boolean;
  readonly host: string;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly port?: number;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly refreshInterval?: string;
  readonly role: 'Services' | 'Tasks' | 'Nodes';
  readonly tlsConfig?: TlsConfig;
}

export interface DownwardAPIItem {
  readonly fieldRef?: FieldRef;
  readonly mode?: number;
  readonly path: string;
  readonly resourceFieldRef?: ResourceFieldRef;
}

export interface Ec2SDConfig {
  readonly accessKey?: KeySelector;
  readonly enableHTTP2?: boolean;
  readonly filters?: ReadonlyArray<Filter>;
  readonly followRedirects?: boolean;
  readonly noProxy?: string;
  readonly port?: number;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly refreshInterval?: string;
  readonly region?: string;
  readonly roleARN?: string;
  readonly secretKey?: KeySelector;
  readonly tlsConfig?: TlsConfig;
}

export interface EmailConfig {
  readonly authIdentity?: string;
  readonly authPassword?: KeySelector;
  readonly authSecret?: KeySelector;
  readonly authUsername?: string;
  readonly from?: string;
  readonly headers?: ReadonlyArray<Header>;
  readonly hello?: string;
  readonly html?: string;
  readonly requireTLS?: boolean;
  readonly sendResolved?: boolean;
  readonly smarthost?: string;
  readonly text?: string;
  readonly tlsConfig?: TlsConfig;
  readonly to?: string;
}

export interface EmptyDir {
  readonly medium?: string;
  readonly sizeLimit?: IntOrString;
}

export interface Endpoint {
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly bearerTokenFile?: string;
  readonly bearerTokenSecret?: KeySelector;
  readonly enableHttp2?: boolean;
  readonly filterRunning?: boolean;
  readonly followRedirects?: boolean;
  readonly honorLabels?: boolean;
  readonly honorTimestamps?: boolean;
  readonly interval?: string;
  readonly metricRelabelings?: ReadonlyArray<RelabelConfig>;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly params?: Readonly<Record<string, ReadonlyArray<string>>>;
  readonly path?: string;
  readonly port?: string;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly relabelings?: ReadonlyArray<RelabelConfig>;
  readonly scheme?: 'http' | 'https';
  readonly scrapeTimeout?: string;
  readonly targetPort?: IntOrString;
  readonly tlsConfig?: GrpcServerTlsConfig;
  readonly trackTimestampsStaleness?: boolean;
}

export interface Env {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: ValueFrom;
}

export interface EnvFrom {
  readonly configMapRef?: ConfigMapRef;
  readonly prefix?: string;
  readonly secretRef?: ConfigMapRef;
}

export interface Ephemeral {
  readonly volumeClaimTemplate?: EphemeralVolumeClaimTemplate;
}

export interface EphemeralVolumeClaimTemplate {
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly spec: Spec;
}

export interface EurekaSDConfig {
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly enableHTTP2?: boolean;
  readonly followRedirects?: boolean;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly refreshInterval?: string;
  readonly server: string;
  readonly tlsConfig?: TlsConfig;
}

export interface ExcludedFromEnforcement {
  readonly group?: 'monitoring.coreos.com';
  readonly name?: string;
  readonly namespace: string;
  readonly resource: 'prometheusrules' | 'servicemonitors' | 'podmonitors' | 'probes' | 'scrapeconfigs';
}

export interface Exec {
  readonly command?: ReadonlyArray<string>;
}

export interface Exemplars {
  readonly maxSize?: number;
}

export interface Fc {
  readonly fsType?: string;
  readonly lun?: number;
  readonly readOnly?: boolean;
  readonly targetWWNs?: ReadonlyArray<string>;
  readonly wwids?: ReadonlyArray<string>;
}

export interface FieldRef {
  readonly apiVersion?: string;
  readonly fieldPath: string;
}

export interface FileSDConfig {
  readonly files: ReadonlyArray<string>;
  readonly refreshInterval?: string;
}

export interface Filter {
  readonly name: string;
  readonly values: ReadonlyArray<string>;
}

export interface FlexVolume {
  readonly driver: string;
  readonly fsType?: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly readOnly?: boolean;
  readonly secretRef?: ImagePullSecret;
}

export interface Flocker {
  readonly datasetName?: string;
  readonly datasetUUID?: string;
}

export interface GcePersistentDisk {
  readonly fsType?: string;
  readonly partition?: number;
  readonly pdName: string;
  readonly readOnly?: boolean;
}

export interface GceSDConfig {
  readonly filter?: string;
  readonly port?: number;
  readonly project: string;
  readonly refreshInterval?: string;
  readonly tagSeparator?: string;
  readonly zone: string;
}

export interface GitRepo {
  readonly directory?: string;
  readonly repository: string;
  readonly revision?: string;
}

export interface Global {
  readonly httpConfig?: GlobalHttpConfig;
  readonly jira?: Jira;
  readonly opsGenieApiKey?: KeySelector;
  readonly opsGenieApiUrl?: KeySelector;
  readonly pagerdutyUrl?: string;
  readonly resolveTimeout?: string;
  readonly rocketChat?: RocketChat;
  readonly slackApiUrl?: KeySelector;
  readonly smtp?: Smtp;
  readonly telegram?: Jira;
  readonly victorops?: Victorops;
  readonly webex?: Jira;
  readonly wechat?: Wechat;
}

export interface GlobalHttpConfig {
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly bearerTokenSecret?: KeySelector;
  readonly followRedirects?: boolean;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly tlsConfig?: TlsConfig;
}

export interface Glusterfs {
  readonly endpoints: string;
  readonly path: string;
  readonly readOnly?: boolean;
}

export interface Group {
  readonly interval?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly limit?: number;
  readonly name: string;
  readonly partial_response_strategy?: string;
  readonly query_offset?: string;
  readonly rules?: ReadonlyArray<Rule>;
}

export interface Grpc {
  readonly port: number;
  readonly service?: string;
}

export interface GrpcServerTlsConfig {
  readonly ca?: SecretOrConfigMap;
  readonly caFile?: string;
  readonly cert?: SecretOrConfigMap;
  readonly certFile?: string;
  readonly insecureSkipVerify?: boolean;
  readonly keyFile?: string;
  readonly keySecret?: KeySelector;
  readonly maxVersion?: 'TLS10' | 'TLS11' | 'TLS12' | 'TLS13';
  readonly minVersion?: 'TLS10' | 'TLS11' | 'TLS12' | 'TLS13';
  readonly serverName?: string;
}

export interface Header {
  readonly key: string;
  readonly value: string;
}

export interface Headers {
  readonly contentSecurityPolicy?: string;
  readonly strictTransportSecurity?: string;
  readonly xContentTypeOptions?: '' | 'NoSniff';
  readonly xFrameOptions?: '' | 'Deny' | 'SameOrigin';
  readonly xXSSProtection?: string;
}

export interface HetznerSDConfig {
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly enableHTTP2?: boolean;
  readonly followRedirects?: boolean;
  readonly labelSelector?: string;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly port?: number;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly refreshInterval?: string;
  readonly role: 'hcloud' | 'Hcloud' | 'robot' | 'Robot';
  readonly tlsConfig?: TlsConfig;
}

export interface HostAlias {
  readonly hostnames: ReadonlyArray<string>;
  readonly ip: string;
}

export interface HostPath {
  readonly path: string;
  readonly type?: string;
}

export interface HttpGet {
  readonly host?: string;
  readonly httpHeaders?: ReadonlyArray<Sysctl>;
  readonly path?: string;
  readonly port: IntOrString;
  readonly scheme?: string;
}

export interface HttpSDConfig {
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly enableHTTP2?: boolean;
  readonly followRedirects?: boolean;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly refreshInterval?: string;
  readonly tlsConfig?: TlsConfig;
  readonly url: string;
}

export interface Image {
  readonly pullPolicy?: string;
  readonly reference?: string;
}

export interface ImagePullSecret {
  readonly name?: string;
}

export interface Ingress {
  readonly namespaceSelector?: NamespaceSelector;
  readonly relabelingConfigs?: ReadonlyArray<RelabelConfig>;
  readonly selector?: LabelSelector;
}

export interface InhibitRule {
  readonly equal?: ReadonlyArray<string>;
  readonly sourceMatch?: ReadonlyArray<Matcher>;
  readonly targetMatch?: ReadonlyArray<Matcher>;
}

export interface IonosSDConfig {
  readonly authorization: ProbeSpecAuthorization;
  readonly datacenterID: string;
  readonly enableHTTP2?: boolean;
  readonly followRedirects?: boolean;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly port?: number;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly refreshInterval?: string;
  readonly tlsConfig?: TlsConfig;
}

export interface Iscsi {
  readonly chapAuthDiscovery?: boolean;
  readonly chapAuthSession?: boolean;
  readonly fsType?: string;
  readonly initiatorName?: string;
  readonly iqn: string;
  readonly iscsiInterface?: string;
  readonly lun: number;
  readonly portals?: ReadonlyArray<string>;
  readonly readOnly?: boolean;
  readonly secretRef?: ImagePullSecret;
  readonly targetPortal: string;
}

export interface Jira {
  readonly apiURL?: string;
}

export interface KeySelector {
  readonly key: string;
  readonly name?: string;
  readonly optional?: boolean;
}

export interface KubernetesSDConfig {
  readonly apiServer?: string;
  readonly attachMetadata?: AttachMetadata;
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly enableHTTP2?: boolean;
  readonly followRedirects?: boolean;
  readonly namespaces?: Namespaces;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly role: 'Pod' | 'Endpoints' | 'Ingress' | 'Service' | 'Node' | 'EndpointSlice';
  readonly selectors?: ReadonlyArray<Selector>;
  readonly tlsConfig?: TlsConfig;
}

export interface KumaSDConfig {
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly clientID?: string;
  readonly enableHTTP2?: boolean;
  readonly fetchTimeout?: string;
  readonly followRedirects?: boolean;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly refreshInterval?: string;
  readonly server: string;
  readonly tlsConfig?: TlsConfig;
}

export interface LabelSelector {
  readonly matchExpressions?: ReadonlyArray<MatchExpression>;
  readonly matchLabels?: Readonly<Record<string, string>>;
}

export interface Lifecycle {
  readonly postStart?: PostStart;
  readonly preStop?: PostStart;
  readonly stopSignal?: string;
}

export interface LightSailSDConfig {
  readonly accessKey?: KeySelector;
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly enableHTTP2?: boolean;
  readonly endpoint?: string;
  readonly followRedirects?: boolean;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly port?: number;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly refreshInterval?: string;
  readonly region?: string;
  readonly roleARN?: string;
  readonly secretKey?: KeySelector;
  readonly tlsConfig?: TlsConfig;
}

export interface Limits {
  readonly maxPerSilenceBytes?: string;
  readonly maxSilences?: number;
}

export interface LinodeSDConfig {
  readonly authorization?: ProbeSpecAuthorization;
  readonly enableHTTP2?: boolean;
  readonly followRedirects?: boolean;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly port?: number;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly refreshInterval?: string;
  readonly region?: string;
  readonly tagSeparator?: string;
  readonly tlsConfig?: TlsConfig;
}

export interface LivenessProbe {
  readonly exec?: Exec;
  readonly failureThreshold?: number;
  readonly grpc?: Grpc;
  readonly httpGet?: HttpGet;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly tcpSocket?: TcpSocket;
  readonly terminationGracePeriodSeconds?: number;
  readonly timeoutSeconds?: number;
}

export interface ManagedIdentity {
  readonly clientId: string;
}

export interface MatchExpression {
  readonly key: string;
  readonly operator: string;
  readonly values?: ReadonlyArray<string>;
}

export interface Matcher {
  readonly matchType?: '!=' | '=' | '=~' | '!~';
  readonly name: string;
  readonly regex?: boolean;
  readonly value?: string;
}

export interface MetadataConfig {
  readonly maxSamplesPerSend?: number;
  readonly send?: boolean;
  readonly sendInterval?: string;
}

export interface ModifyVolumeStatus {
  readonly status: string;
  readonly targetVolumeAttributesClassName?: string;
}

export interface MsteamsConfig {
  readonly httpConfig?: DiscordConfigHttpConfig;
  readonly sendResolved?: boolean;
  readonly summary?: string;
  readonly text?: string;
  readonly title?: string;
  readonly webhookUrl: KeySelector;
}

export interface Msteamsv2Config {
  readonly httpConfig?: DiscordConfigHttpConfig;
  readonly sendResolved?: boolean;
  readonly text?: string;
  readonly title?: string;
  readonly webhookURL?: KeySelector;
}

export interface MuteTimeInterval {
  readonly name: string;
  readonly timeIntervals?: ReadonlyArray<TimeInterval>;
}

export interface NamespaceSelector {
  readonly any?: boolean;
  readonly matchNames?: ReadonlyArray<string>;
}

export interface Namespaces {
  readonly names?: ReadonlyArray<string>;
  readonly ownNamespace?: boolean;
}

export interface Nfs {
  readonly path: string;
  readonly readOnly?: boolean;
  readonly server: string;
}

export interface NodeAffinity {
  readonly preferredDuringSchedulingIgnoredDuringExecution?: ReadonlyArray<NodeAffinityPreferredDuringSchedulingIgnoredDuringExecution>;
  readonly requiredDuringSchedulingIgnoredDuringExecution?: NodeAffinityRequiredDuringSchedulingIgnoredDuringExecution;
}

export interface NodeAffinityPreferredDuringSchedulingIgnoredDuringExecution {
  readonly preference: Preference;
  readonly weight: number;
}

export interface NodeAffinityRequiredDuringSchedulingIgnoredDuringExecution {
  readonly nodeSelectorTerms: ReadonlyArray<Preference>;
}

export interface NomadSDConfig {
  readonly allowStale?: boolean;
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly enableHTTP2?: boolean;
  readonly followRedirects?: boolean;
  readonly namespace?: string;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly refreshInterval?: string;
  readonly region?: string;
  readonly server: string;
  readonly tagSeparator?: string;
  readonly tlsConfig?: TlsConfig;
}

export interface Oauth {
  readonly clientId: string;
  readonly clientSecret: KeySelector;
  readonly tenantId: string;
}

export interface Oauth2 {
  readonly clientId: SecretOrConfigMap;
  readonly clientSecret: KeySelector;
  readonly endpointParams?: Readonly<Record<string, string>>;
  readonly noProxy?: string;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly scopes?: ReadonlyArray<string>;
  readonly tlsConfig?: TlsConfig;
  readonly tokenUrl: string;
}

export interface OpenstackSDConfig {
  readonly allTenants?: boolean;
  readonly applicationCredentialId?: string;
  readonly applicationCredentialName?: string;
  readonly applicationCredentialSecret?: KeySelector;
  readonly availability?: 'Public' | 'public' | 'Admin' | 'admin' | 'Internal' | 'internal';
  readonly domainID?: string;
  readonly domainName?: string;
  readonly identityEndpoint?: string;
  readonly password?: KeySelector;
  readonly port?: number;
  readonly projectID?: string;
  readonly projectName?: string;
  readonly refreshInterval?: string;
  readonly region: string;
  readonly role: 'Instance' | 'Hypervisor' | 'LoadBalancer';
  readonly tlsConfig?: TlsConfig;
  readonly userid?: string;
  readonly username?: string;
}

export interface OpsgenieConfig {
  readonly actions?: string;
  readonly apiKey?: KeySelector;
  readonly apiURL?: string;
  readonly description?: string;
  readonly details?: ReadonlyArray<Header>;
  readonly entity?: string;
  readonly httpConfig?: DiscordConfigHttpConfig;
  readonly message?: string;
  readonly note?: string;
  readonly priority?: string;
  readonly responders?: ReadonlyArray<Responder>;
  readonly sendResolved?: boolean;
  readonly source?: string;
  readonly tags?: string;
  readonly updateAlerts?: boolean;
}

export interface Otlp {
  readonly convertHistogramsToNHCB?: boolean;
  readonly ignoreResourceAttributes?: ReadonlyArray<string>;
  readonly keepIdentifyingResourceAttributes?: boolean;
  readonly promoteAllResourceAttributes?: boolean;
  readonly promoteResourceAttributes?: ReadonlyArray<string>;
  readonly translationStrategy?: 'NoUTF8EscapingWithSuffixes' | 'UnderscoreEscapingWithSuffixes' | 'NoTranslation';
}

export interface OvhcloudSDConfig {
  readonly applicationKey: string;
  readonly applicationSecret: KeySelector;
  readonly consumerKey: KeySelector;
  readonly endpoint?: string;
  readonly refreshInterval?: string;
  readonly service: string;
}

export interface PagerDutyImageConfig {
  readonly alt?: string;
  readonly href?: string;
  readonly src?: string;
}

export interface PagerDutyLinkConfig {
  readonly alt?: string;
  readonly href?: string;
}

export interface PagerdutyConfig {
  readonly class?: string;
  readonly client?: string;
  readonly clientURL?: string;
  readonly component?: string;
  readonly description?: string;
  readonly details?: ReadonlyArray<Header>;
  readonly group?: string;
  readonly httpConfig?: DiscordConfigHttpConfig;
  readonly pagerDutyImageConfigs?: ReadonlyArray<PagerDutyImageConfig>;
  readonly pagerDutyLinkConfigs?: ReadonlyArray<PagerDutyLinkConfig>;
  readonly routingKey?: KeySelector;
  readonly sendResolved?: boolean;
  readonly serviceKey?: KeySelector;
  readonly severity?: string;
  readonly source?: string;
  readonly url?: string;
}

export interface Param {
  readonly name: string;
  readonly values?: ReadonlyArray<string>;
}

export interface PersistentVolumeClaim {
  readonly claimName: string;
  readonly readOnly?: boolean;
}

export interface PersistentVolumeClaimRetentionPolicy {
  readonly whenDeleted?: string;
  readonly whenScaled?: string;
}

export interface PhotonPersistentDisk {
  readonly fsType?: string;
  readonly pdID: string;
}

export interface PodAffinity {
  readonly preferredDuringSchedulingIgnoredDuringExecution?: ReadonlyArray<PodAffinityPreferredDuringSchedulingIgnoredDuringExecution>;
  readonly requiredDuringSchedulingIgnoredDuringExecution?: ReadonlyArray<PodAffinityRequiredDuringSchedulingIgnoredDuringExecution>;
}

export interface PodAffinityPreferredDuringSchedulingIgnoredDuringExecution {
  readonly podAffinityTerm: PodAffinityRequiredDuringSchedulingIgnoredDuringExecution;
  readonly weight: number;
}

export interface PodAffinityRequiredDuringSchedulingIgnoredDuringExecution {
  readonly labelSelector?: LabelSelector;
  readonly matchLabelKeys?: ReadonlyArray<string>;
  readonly mismatchLabelKeys?: ReadonlyArray<string>;
  readonly namespaceSelector?: LabelSelector;
  readonly namespaces?: ReadonlyArray<string>;
  readonly topologyKey: string;
}

export interface PodMetadata {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly name?: string;
}

export interface PodMetricsEndpoint {
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly bearerTokenSecret?: KeySelector;
  readonly enableHttp2?: boolean;
  readonly filterRunning?: boolean;
  readonly followRedirects?: boolean;
  readonly honorLabels?: boolean;
  readonly honorTimestamps?: boolean;
  readonly interval?: string;
  readonly metricRelabelings?: ReadonlyArray<RelabelConfig>;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly params?: Readonly<Record<string, ReadonlyArray<string>>>;
  readonly path?: string;
  readonly port?: string;
  readonly portNumber?: number;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly relabelings?: ReadonlyArray<RelabelConfig>;
  readonly scheme?: 'http' | 'https';
  readonly scrapeTimeout?: string;
  readonly targetPort?: IntOrString;
  readonly tlsConfig?: TlsConfig;
  readonly trackTimestampsStaleness?: boolean;
}

export interface PodMonitorSpec {
  readonly attachMetadata?: AttachMetadata;
  readonly bodySizeLimit?: string;
  readonly convertClassicHistogramsToNHCB?: boolean;
  readonly fallbackScrapeProtocol?: 'PrometheusProto' | 'OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0';
  readonly jobLabel?: string;
  readonly keepDroppedTargets?: number;
  readonly labelLimit?: number;
  readonly labelNameLengthLimit?: number;
  readonly labelValueLengthLimit?: number;
  readonly namespaceSelector?: NamespaceSelector;
  readonly nativeHistogramBucketLimit?: number;
  readonly nativeHistogramMinBucketFactor?: IntOrString;
  readonly podMetricsEndpoints?: ReadonlyArray<PodMetricsEndpoint>;
  readonly podTargetLabels?: ReadonlyArray<string>;
  readonly sampleLimit?: number;
  readonly scrapeClass?: string;
  readonly scrapeClassicHistograms?: boolean;
  readonly scrapeProtocols?: ReadonlyArray<'PrometheusProto' | 'OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0'>;
  readonly selector: LabelSelector;
  readonly selectorMechanism?: 'RelabelConfig' | 'RoleSelector';
  readonly targetLimit?: number;
}

export interface Port {
  readonly containerPort: number;
  readonly hostIP?: string;
  readonly hostPort?: number;
  readonly name?: string;
  readonly protocol?: string;
}

export interface PortworxVolume {
  readonly fsType?: string;
  readonly readOnly?: boolean;
  readonly volumeID: string;
}

export interface PostStart {
  readonly exec?: Exec;
  readonly httpGet?: HttpGet;
  readonly sleep?: Sleep;
  readonly tcpSocket?: TcpSocket;
}

export interface Preference {
  readonly matchExpressions?: ReadonlyArray<MatchExpression>;
  readonly matchFields?: ReadonlyArray<MatchExpression>;
}

export interface ProbeSpec {
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly bearerTokenSecret?: KeySelector;
  readonly convertClassicHistogramsToNHCB?: boolean;
  readonly fallbackScrapeProtocol?: 'PrometheusProto' | 'OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0';
  readonly interval?: string;
  readonly jobName?: string;
  readonly keepDroppedTargets?: number;
  readonly labelLimit?: number;
  readonly labelNameLengthLimit?: number;
  readonly labelValueLengthLimit?: number;
  readonly metricRelabelings?: ReadonlyArray<RelabelConfig>;
  readonly module?: string;
  readonly nativeHistogramBucketLimit?: number;
  readonly nativeHistogramMinBucketFactor?: IntOrString;
  readonly oauth2?: Oauth2;
  readonly params?: ReadonlyArray<Param>;
  readonly prober?: Prober;
  readonly sampleLimit?: number;
  readonly scrapeClass?: string;
  readonly scrapeClassicHistograms?: boolean;
  readonly scrapeProtocols?: ReadonlyArray<'PrometheusProto' | 'OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0'>;
  readonly scrapeTimeout?: string;
  readonly targetLimit?: number;
  readonly targets?: Targets;
  readonly tlsConfig?: TlsConfig;
}

export interface ProbeSpecAuthorization {
  readonly credentials?: KeySelector;
  readonly type?: string;
}

export interface Prober {
  readonly noProxy?: string;
  readonly path?: string;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly scheme?: 'http' | 'https';
  readonly url: string;
}

export interface Projected {
  readonly defaultMode?: number;
  readonly sources?: ReadonlyArray<Source>;
}

export interface PrometheusAgentSpec {
  readonly additionalArgs?: ReadonlyArray<AdditionalArg>;
  readonly additionalScrapeConfigs?: KeySelector;
  readonly affinity?: Affinity;
  readonly apiserverConfig?: ApiserverConfig;
  readonly arbitraryFSAccessThroughSMs?: ArbitraryFSAccessThroughSMs;
  readonly automountServiceAccountToken?: boolean;
  readonly bodySizeLimit?: string;
  readonly configMaps?: ReadonlyArray<string>;
  readonly containers?: ReadonlyArray<Container>;
  readonly convertClassicHistogramsToNHCB?: boolean;
  readonly dnsConfig?: DnsConfig;
  readonly dnsPolicy?: 'ClusterFirstWithHostNet' | 'ClusterFirst' | 'Default' | 'None';
  readonly enableFeatures?: ReadonlyArray<string>;
  readonly enableOTLPReceiver?: boolean;
  readonly enableRemoteWriteReceiver?: boolean;
  readonly enableServiceLinks?: boolean;
  readonly enforcedBodySizeLimit?: string;
  readonly enforcedKeepDroppedTargets?: number;
  readonly enforcedLabelLimit?: number;
  readonly enforcedLabelNameLengthLimit?: number;
  readonly enforcedLabelValueLengthLimit?: number;
  readonly enforcedNamespaceLabel?: string;
  readonly enforcedSampleLimit?: number;
  readonly enforcedTargetLimit?: number;
  readonly excludedFromEnforcement?: ReadonlyArray<ExcludedFromEnforcement>;
  readonly externalLabels?: Readonly<Record<string, string>>;
  readonly externalUrl?: string;
  readonly hostAliases?: ReadonlyArray<HostAlias>;
  readonly hostNetwork?: boolean;
  readonly hostUsers?: boolean;
  readonly ignoreNamespaceSelectors?: boolean;
  readonly image?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'Never' | 'IfNotPresent';
  readonly imagePullSecrets?: ReadonlyArray<ImagePullSecret>;
  readonly initContainers?: ReadonlyArray<Container>;
  readonly keepDroppedTargets?: number;
  readonly labelLimit?: number;
  readonly labelNameLengthLimit?: number;
  readonly labelValueLengthLimit?: number;
  readonly listenLocal?: boolean;
  readonly logFormat?: '' | 'logfmt' | 'json';
  readonly logLevel?: '' | 'debug' | 'info' | 'warn' | 'error';
  readonly maximumStartupDurationSeconds?: number;
  readonly minReadySeconds?: number;
  readonly mode?: 'StatefulSet' | 'DaemonSet';
  readonly nameEscapingScheme?: 'AllowUTF8' | 'Underscores' | 'Dots' | 'Values';
  readonly nameValidationScheme?: 'UTF8' | 'Legacy';
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly otlp?: Otlp;
  readonly overrideHonorLabels?: boolean;
  readonly overrideHonorTimestamps?: boolean;
  readonly paused?: boolean;
  readonly persistentVolumeClaimRetentionPolicy?: PersistentVolumeClaimRetentionPolicy;
  readonly podMetadata?: PodMetadata;
  readonly podMonitorNamespaceSelector?: LabelSelector;
  readonly podMonitorSelector?: LabelSelector;
  readonly podTargetLabels?: ReadonlyArray<string>;
  readonly portName?: string;
  readonly priorityClassName?: string;
  readonly probeNamespaceSelector?: LabelSelector;
  readonly probeSelector?: LabelSelector;
  readonly prometheusExternalLabelName?: string;
  readonly reloadStrategy?: 'HTTP' | 'ProcessSignal';
  readonly remoteWrite?: ReadonlyArray<RemoteWrite>;
  readonly remoteWriteReceiverMessageVersions?: ReadonlyArray<'V1.0' | 'V2.0'>;
  readonly replicaExternalLabelName?: string;
  readonly replicas?: number;
  readonly resources?: AlertmanagerSpecResources;
  readonly routePrefix?: string;
  readonly runtime?: Runtime;
  readonly sampleLimit?: number;
  readonly scrapeClasses?: ReadonlyArray<ScrapeClass>;
  readonly scrapeClassicHistograms?: boolean;
  readonly scrapeConfigNamespaceSelector?: LabelSelector;
  readonly scrapeConfigSelector?: LabelSelector;
  readonly scrapeFailureLogFile?: string;
  readonly scrapeInterval?: string;
  readonly scrapeProtocols?: ReadonlyArray<'PrometheusProto' | 'OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0'>;
  readonly scrapeTimeout?: string;
  readonly secrets?: ReadonlyArray<string>;
  readonly securityContext?: AlertmanagerSpecSecurityContext;
  readonly serviceAccountName?: string;
  readonly serviceDiscoveryRole?: 'Endpoints' | 'EndpointSlice';
  readonly serviceMonitorNamespaceSelector?: LabelSelector;
  readonly serviceMonitorSelector?: LabelSelector;
  readonly serviceName?: string;
  readonly shards?: number;
  readonly storage?: Storage;
  readonly targetLimit?: number;
  readonly terminationGracePeriodSeconds?: number;
  readonly tolerations?: ReadonlyArray<Toleration>;
  readonly topologySpreadConstraints?: ReadonlyArray<PrometheusAgentSpecTopologySpreadConstraint>;
  readonly tracingConfig?: TracingConfig;
  readonly tsdb?: Tsdb;
  readonly version?: string;
  readonly volumeMounts?: ReadonlyArray<VolumeMount>;
  readonly volumes?: ReadonlyArray<Volume>;
  readonly walCompression?: boolean;
  readonly web?: PrometheusAgentSpecWeb;
}

export interface PrometheusAgentSpecTopologySpreadConstraint {
  readonly additionalLabelSelectors?: 'OnResource' | 'OnShard';
  readonly labelSelector?: LabelSelector;
  readonly matchLabelKeys?: ReadonlyArray<string>;
  readonly maxSkew: number;
  readonly minDomains?: number;
  readonly nodeAffinityPolicy?: string;
  readonly nodeTaintsPolicy?: string;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: string;
}

export interface PrometheusAgentSpecWeb {
  readonly httpConfig?: WebHttpConfig;
  readonly maxConnections?: number;
  readonly pageTitle?: string;
  readonly tlsConfig?: Server;
}

export interface PrometheusRuleSpec {
  readonly groups?: ReadonlyArray<Group>;
}

export interface PrometheusRulesExcludedFromEnforce {
  readonly ruleName: string;
  readonly ruleNamespace: string;
}

export interface PrometheusSpec {
  readonly additionalAlertManagerConfigs?: KeySelector;
  readonly additionalAlertRelabelConfigs?: KeySelector;
  readonly additionalArgs?: ReadonlyArray<AdditionalArg>;
  readonly additionalScrapeConfigs?: KeySelector;
  readonly affinity?: Affinity;
  readonly alerting?: Alerting;
  readonly allowOverlappingBlocks?: boolean;
  readonly apiserverConfig?: ApiserverConfig;
  readonly arbitraryFSAccessThroughSMs?: ArbitraryFSAccessThroughSMs;
  readonly automountServiceAccountToken?: boolean;
  readonly baseImage?: string;
  readonly bodySizeLimit?: string;
  readonly configMaps?: ReadonlyArray<string>;
  readonly containers?: ReadonlyArray<Container>;
  readonly convertClassicHistogramsToNHCB?: boolean;
  readonly disableCompaction?: boolean;
  readonly dnsConfig?: DnsConfig;
  readonly dnsPolicy?: 'ClusterFirstWithHostNet' | 'ClusterFirst' | 'Default' | 'None';
  readonly enableAdminAPI?: boolean;
  readonly enableFeatures?: ReadonlyArray<string>;
  readonly enableOTLPReceiver?: boolean;
  readonly enableRemoteWriteReceiver?: boolean;
  readonly enableServiceLinks?: boolean;
  readonly enforcedBodySizeLimit?: string;
  readonly enforcedKeepDroppedTargets?: number;
  readonly enforcedLabelLimit?: number;
  readonly enforcedLabelNameLengthLimit?: number;
  readonly enforcedLabelValueLengthLimit?: number;
  readonly enforcedNamespaceLabel?: string;
  readonly enforcedSampleLimit?: number;
  readonly enforcedTargetLimit?: number;
  readonly evaluationInterval?: string;
  readonly excludedFromEnforcement?: ReadonlyArray<ExcludedFromEnforcement>;
  readonly exemplars?: Exemplars;
  readonly externalLabels?: Readonly<Record<string, string>>;
  readonly externalUrl?: string;
  readonly hostAliases?: ReadonlyArray<HostAlias>;
  readonly hostNetwork?: boolean;
  readonly hostUsers?: boolean;
  readonly ignoreNamespaceSelectors?: boolean;
  readonly image?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'Never' | 'IfNotPresent';
  readonly imagePullSecrets?: ReadonlyArray<ImagePullSecret>;
  readonly initContainers?: ReadonlyArray<Container>;
  readonly keepDroppedTargets?: number;
  readonly labelLimit?: number;
  readonly labelNameLengthLimit?: number;
  readonly labelValueLengthLimit?: number;
  readonly listenLocal?: boolean;
  readonly logFormat?: '' | 'logfmt' | 'json';
  readonly logLevel?: '' | 'debug' | 'info' | 'warn' | 'error';
  readonly maximumStartupDurationSeconds?: number;
  readonly minReadySeconds?: number;
  readonly nameEscapingScheme?: 'AllowUTF8' | 'Underscores' | 'Dots' | 'Values';
  readonly nameValidationScheme?: 'UTF8' | 'Legacy';
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly otlp?: Otlp;
  readonly overrideHonorLabels?: boolean;
  readonly overrideHonorTimestamps?: boolean;
  readonly paused?: boolean;
  readonly persistentVolumeClaimRetentionPolicy?: PersistentVolumeClaimRetentionPolicy;
  readonly podMetadata?: PodMetadata;
  readonly podMonitorNamespaceSelector?: LabelSelector;
  readonly podMonitorSelector?: LabelSelector;
  readonly podTargetLabels?: ReadonlyArray<string>;
  readonly portName?: string;
  readonly priorityClassName?: string;
  readonly probeNamespaceSelector?: LabelSelector;
  readonly probeSelector?: LabelSelector;
  readonly prometheusExternalLabelName?: string;
  readonly prometheusRulesExcludedFromEnforce?: ReadonlyArray<PrometheusRulesExcludedFromEnforce>;
  readonly query?: Query;
  readonly queryLogFile?: string;
  readonly reloadStrategy?: 'HTTP' | 'ProcessSignal';
  readonly remoteRead?: ReadonlyArray<RemoteRead>;
  readonly remoteWrite?: ReadonlyArray<RemoteWrite>;
  readonly remoteWriteReceiverMessageVersions?: ReadonlyArray<'V1.0' | 'V2.0'>;
  readonly replicaExternalLabelName?: string;
  readonly replicas?: number;
  readonly resources?: AlertmanagerSpecResources;
  readonly retention?: string;
  readonly retentionSize?: string;
  readonly routePrefix?: string;
  readonly ruleNamespaceSelector?: LabelSelector;
  readonly ruleQueryOffset?: string;
  readonly ruleSelector?: LabelSelector;
  readonly rules?: Rules;
  readonly runtime?: Runtime;
  readonly sampleLimit?: number;
  readonly scrapeClasses?: ReadonlyArray<ScrapeClass>;
  readonly scrapeClassicHistograms?: boolean;
  readonly scrapeConfigNamespaceSelector?: LabelSelector;
  readonly scrapeConfigSelector?: LabelSelector;
  readonly scrapeFailureLogFile?: string;
  readonly scrapeInterval?: string;
  readonly scrapeProtocols?: ReadonlyArray<'PrometheusProto' | 'OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0'>;
  readonly scrapeTimeout?: string;
  readonly secrets?: ReadonlyArray<string>;
  readonly securityContext?: AlertmanagerSpecSecurityContext;
  readonly serviceAccountName?: string;
  readonly serviceDiscoveryRole?: 'Endpoints' | 'EndpointSlice';
  readonly serviceMonitorNamespaceSelector?: LabelSelector;
  readonly serviceMonitorSelector?: LabelSelector;
  readonly serviceName?: string;
  readonly sha?: string;
  readonly shardRetentionPolicy?: ShardRetentionPolicy;
  readonly shards?: number;
  readonly storage?: Storage;
  readonly tag?: string;
  readonly targetLimit?: number;
  readonly terminationGracePeriodSeconds?: number;
  readonly thanos?: Thanos;
  readonly tolerations?: ReadonlyArray<Toleration>;
  readonly topologySpreadConstraints?: ReadonlyArray<PrometheusAgentSpecTopologySpreadConstraint>;
  readonly tracingConfig?: TracingConfig;
  readonly tsdb?: Tsdb;
  readonly version?: string;
  readonly volumeMounts?: ReadonlyArray<VolumeMount>;
  readonly volumes?: ReadonlyArray<Volume>;
  readonly walCompression?: boolean;
  readonly web?: PrometheusAgentSpecWeb;
}

export interface PuppetDBSDConfig {
  readonly authorization?: ProbeSpecAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly enableHTTP2?: boolean;
  readonly followRedirects?: boolean;
  readonly includeParameters?: boolean;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly port?: number;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly query: string;
  readonly refreshInterval?: string;
  readonly tlsConfig?: TlsConfig;
  readonly url: string;
}

export interface PushoverConfig {
  readonly device?: string;
  readonly expire?: string;
  readonly html?: boolean;
  readonly httpConfig?: DiscordConfigHttpConfig;
  readonly message?: string;
  readonly priority?: string;
  readonly retry?: string;
  readonly sendResolved?: boolean;
  readonly sound?: string;
  readonly title?: string;
  readonly token?: KeySelector;
  readonly tokenFile?: string;
  readonly ttl?: string;
  readonly url?: string;
  readonly urlTitle?: string;
  readonly userKey?: KeySelector;
  readonly userKeyFile?: string;
}

export interface Query {
  readonly lookbackDelta?: string;
  readonly maxConcurrency?: number;
  readonly maxSamples?: number;
  readonly timeout?: string;
}

export interface QueueConfig {
  readonly batchSendDeadline?: string;
  readonly capacity?: number;
  readonly maxBackoff?: string;
  readonly maxRetries?: number;
  readonly maxSamplesPerSend?: number;
  readonly maxShards?: number;
  readonly minBackoff?: string;
  readonly minShards?: number;
  readonly retryOnRateLimit?: boolean;
  readonly sampleAgeLimit?: string;
}

export interface Quobyte {
  readonly group?: string;
  readonly readOnly?: boolean;
  readonly registry: string;
  readonly tenant?: string;
  readonly user?: string;
  readonly volume: string;
}

export interface Rbd {
  readonly fsType?: string;
  readonly image: string;
  readonly keyring?: string;
  readonly monitors: ReadonlyArray<string>;
  readonly pool?: string;
  readonly readOnly?: boolean;
  readonly secretRef?: ImagePullSecret;
  readonly user?: string;
}

export interface Receiver {
  readonly discordConfigs?: ReadonlyArray<DiscordConfig>;
  readonly emailConfigs?: ReadonlyArray<EmailConfig>;
  readonly msteamsConfigs?: ReadonlyArray<MsteamsConfig>;
  readonly msteamsv2Configs?: ReadonlyArray<Msteamsv2Config>;
  readonly name: string;
  readonly opsgenieConfigs?: ReadonlyArray<OpsgenieConfig>;
  readonly pagerdutyConfigs?: ReadonlyArray<PagerdutyConfig>;
  readonly pushoverConfigs?: ReadonlyArray<PushoverConfig>;
  readonly rocketchatConfigs?: ReadonlyArray<RocketchatConfig>;
  readonly slackConfigs?: ReadonlyArray<SlackConfig>;
  readonly snsConfigs?: ReadonlyArray<SnsConfig>;
  readonly telegramConfigs?: ReadonlyArray<TelegramConfig>;
  readonly victoropsConfigs?: ReadonlyArray<VictoropsConfig>;
  readonly webexConfigs?: ReadonlyArray<WebexConfig>;
  readonly webhookConfigs?: ReadonlyArray<WebhookConfig>;
  readonly wechatConfigs?: ReadonlyArray<WechatConfig>;
}

export interface RelabelConfig {
  readonly action?: 'replace' | 'Replace' | 'keep' | 'Keep' | 'drop' | 'Drop' | 'hashmod' | 'HashMod' | 'labelmap' | 'LabelMap' | 'labeldrop' | 'LabelDrop' | 'labelkeep' | 'LabelKeep' | 'lowercase' | 'Lowercase' | 'uppercase' | 'Uppercase' | 'keepequal' | 'KeepEqual' | 'dropequal' | 'DropEqual';
  readonly modulus?: number;
  readonly regex?: string;
  readonly replacement?: string;
  readonly separator?: string;
  readonly sourceLabels?: ReadonlyArray<string>;
  readonly targetLabel?: string;
}

export interface RemoteRead {
  readonly authorization?: ApiserverConfigAuthorization;
  readonly basicAuth?: BasicAuth;
  readonly bearerToken?: string;
  readonly bearerTokenFile?: string;
  readonly filterExternalLabels?: boolean;
  readonly followRedirects?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly readRecent?: boolean;
  readonly remoteTimeout?: string;
  readonly requiredMatchers?: Readonly<Record<string, string>>;
  readonly tlsConfig?: GrpcServerTlsConfig;
  readonly url: string;
}

export interface RemoteWrite {
  readonly authorization?: ApiserverConfigAuthorization;
  readonly azureAd?: AzureAd;
  readonly basicAuth?: BasicAuth;
  readonly bearerToken?: string;
  readonly bearerTokenFile?: string;
  readonly enableHTTP2?: boolean;
  readonly followRedirects?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly messageVersion?: 'V1.0' | 'V2.0';
  readonly metadataConfig?: MetadataConfig;
  readonly name?: string;
  readonly noProxy?: string;
  readonly oauth2?: Oauth2;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly queueConfig?: QueueConfig;
  readonly remoteTimeout?: string;
  readonly roundRobinDNS?: boolean;
  readonly sendExemplars?: boolean;
  readonly sendNativeHistograms?: boolean;
  readonly sigv4?: Sigv4;
  readonly tlsConfig?: GrpcServerTlsConfig;
  readonly url: string;
  readonly writeRelabelConfigs?: ReadonlyArray<RelabelConfig>;
}

export interface ResizePolicy {
  readonly resourceName: string;
  readonly restartPolicy: string;
}

export interface ResourceFieldRef {
  readonly containerName?: string;
  readonly divisor?: IntOrString;
  readonly resource: string;
}

export interface Responder {
  readonly id?: string;
  readonly name?: string;
  readonly type: string;
  readonly username?: string;
}

export interface Retain {
  readonly retentionPeriod: string;
}

export interface RocketChat {
  readonly apiURL?: string;
  readonly token?: KeySelector;
  readonly tokenID?: KeySelector;
}

export interface RocketchatConfig {
  readonly actions?: ReadonlyArray<RocketchatConfigAction>;
  readonly apiURL?: string;
  readonly channel?: string;
  readonly color?: string;
  readonly emoji?: string;
  readonly fields?: ReadonlyArray<RocketchatConfigField>;
  readonly httpConfig?: DiscordConfigHttpConfig;
  readonly iconURL?: string;
  readonly imageURL?: string;
  readonly linkNames?: boolean;
  readonly sendResolved?: boolean;
  readonly shortFields?: boolean;
  readonly text?: string;
  readonly thumbURL?: string;
  readonly title?: string;
  readonly titleLink?: string;
  readonly token: KeySelector;
  readonly tokenID: KeySelector;
}

export interface RocketchatConfigAction {
  readonly msg?: string;
  readonly text?: string;
  readonly url?: string;
}

export interface RocketchatConfigField {
  readonly short?: boolean;
  readonly title?: string;
  readonly value?: string;
}

export interface Route {
  readonly activeTimeIntervals?: ReadonlyArray<string>;
  readonly continue?: boolean;
  readonly groupBy?: ReadonlyArray<string>;
  readonly groupInterval?: string;
  readonly groupWait?: string;
  readonly matchers?: ReadonlyArray<Matcher>;
  readonly muteTimeIntervals?: ReadonlyArray<string>;
  readonly receiver?: string;
  readonly repeatInterval?: string;
  readonly routes?: ReadonlyArray<Route>;
}

export interface Rule {
  readonly alert?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly expr: IntOrString;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly record?: string;
}

export interface Rules {
  readonly alert?: Alert;
}

export interface Runtime {
  readonly goGC?: number;
}

export interface ScaleIO {
  readonly fsType?: string;
  readonly gateway: string;
  readonly protectionDomain?: string;
  readonly readOnly?: boolean;
  readonly secretRef: ImagePullSecret;
  readonly sslEnabled?: boolean;
  readonly storageMode?: string;
  readonly storagePool?: string;
  readonly system: string;
  readonly volumeName?: string;
}

export interface ScalewaySDConfig {
  readonly accessKey: string;
  readonly apiURL?: string;
  readonly enableHTTP2?: boolean;
  readonly followRedirects?: boolean;
  readonly nameFilter?: string;
  readonly noProxy?: string;
  readonly port?: number;
  readonly projectID: string;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly refreshInterval?: string;
  readonly role: 'Instance' | 'Baremetal';
  readonly secretKey: KeySelector;
  readonly tagsFilter?: ReadonlyArray<string>;
  readonly tlsConfig?: TlsConfig;
  readonly zone?: string;
}

export interface ScrapeClass {
  readonly attachMetadata?: AttachMetadata;
  readonly authorization?: ApiserverConfigAuthorization;
  readonly default?: boolean;
  readonly fallbackScrapeProtocol?: 'PrometheusProto' | 'OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0';
  readonly metricRelabelings?: ReadonlyArray<RelabelConfig>;
  readonly name: string;
  readonly relabelings?: ReadonlyArray<RelabelConfig>;
  readonly tlsConfig?: GrpcServerTlsConfig;
}

export interface ScrapeConfigSpec {
  readonly authorization?: ProbeSpecAuthorization;
  readonly azureSDConfigs?: ReadonlyArray<AzureSDConfig>;
  readonly basicAuth?: BasicAuth;
  readonly consulSDConfigs?: ReadonlyArray<ConsulSDConfig>;
  readonly convertClassicHistogramsToNHCB?: boolean;
  readonly digitalOceanSDConfigs?: ReadonlyArray<DigitalOceanSDConfig>;
  readonly dnsSDConfigs?: ReadonlyArray<DnsSDConfig>;
  readonly dockerSDConfigs?: ReadonlyArray<DockerSDConfig>;
  readonly dockerSwarmSDConfigs?: ReadonlyArray<DockerSwarmSDConfig>;
  readonly ec2SDConfigs?: ReadonlyArray<Ec2SDConfig>;
  readonly enableCompression?: boolean;
  readonly enableHTTP2?: boolean;
  readonly eurekaSDConfigs?: ReadonlyArray<EurekaSDConfig>;
  readonly fallbackScrapeProtocol?: 'PrometheusProto' | 'OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0';
  readonly fileSDConfigs?: ReadonlyArray<FileSDConfig>;
  readonly gceSDConfigs?: ReadonlyArray<GceSDConfig>;
  readonly hetznerSDConfigs?: ReadonlyArray<HetznerSDConfig>;
  readonly honorLabels?: boolean;
  readonly honorTimestamps?: boolean;
  readonly httpSDConfigs?: ReadonlyArray<HttpSDConfig>;
  readonly ionosSDConfigs?: ReadonlyArray<IonosSDConfig>;
  readonly jobName?: string;
  readonly keepDroppedTargets?: number;
  readonly kubernetesSDConfigs?: ReadonlyArray<KubernetesSDConfig>;
  readonly kumaSDConfigs?: ReadonlyArray<KumaSDConfig>;
  readonly labelLimit?: number;
  readonly labelNameLengthLimit?: number;
  readonly labelValueLengthLimit?: number;
  readonly lightSailSDConfigs?: ReadonlyArray<LightSailSDConfig>;
  readonly linodeSDConfigs?: ReadonlyArray<LinodeSDConfig>;
  readonly metricRelabelings?: ReadonlyArray<RelabelConfig>;
  readonly metricsPath?: string;
  readonly nameEscapingScheme?: 'AllowUTF8' | 'Underscores' | 'Dots' | 'Values';
  readonly nameValidationScheme?: 'UTF8' | 'Legacy';
  readonly nativeHistogramBucketLimit?: number;
  readonly nativeHistogramMinBucketFactor?: IntOrString;
  readonly noProxy?: string;
  readonly nomadSDConfigs?: ReadonlyArray<NomadSDConfig>;
  readonly oauth2?: Oauth2;
  readonly openstackSDConfigs?: ReadonlyArray<OpenstackSDConfig>;
  readonly ovhcloudSDConfigs?: ReadonlyArray<OvhcloudSDConfig>;
  readonly params?: Readonly<Record<string, ReadonlyArray<string>>>;
  readonly proxyConnectHeader?: Readonly<Record<string, ReadonlyArray<KeySelector>>>;
  readonly proxyFromEnvironment?: boolean;
  readonly proxyUrl?: string;
  readonly puppetDBSDConfigs?: ReadonlyArray<PuppetDBSDConfig>;
  readonly relabelings?: ReadonlyArray<RelabelConfig>;
  readonly sampleLimit?: number;
  readonly scalewaySDConfigs?: ReadonlyArray<ScalewaySDConfig>;
  readonly scheme?: 'HTTP' | 'HTTPS';
  readonly scrapeClass?: string;
  readonly scrapeClassicHistograms?: boolean;
  readonly scrapeInterval?: string;
  readonly scrapeProtocols?: ReadonlyArray<'PrometheusProto' | 'OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0'>;
  readonly scrapeTimeout?: string;
  readonly staticConfigs?: ReadonlyArray<ScrapeConfigSpecStaticConfig>;
  readonly targetLimit?: number;
  readonly tlsConfig?: TlsConfig;
  readonly trackTimestampsStaleness?: boolean;
}

export interface ScrapeConfigSpecStaticConfig {
  readonly labels?: Readonly<Record<string, string>>;
  readonly targets: ReadonlyArray<string>;
}

export interface Sdk {
  readonly tenantId?: string;
}

export interface SeLinuxOptions {
  readonly level?: string;
  readonly role?: string;
  readonly type?: string;
  readonly user?: string;
}

export interface Secret {
  readonly defaultMode?: number;
  readonly items?: ReadonlyArray<ConfigMapItem>;
  readonly optional?: boolean;
  readonly secretName?: string;
}

export interface SecretOrConfigMap {
  readonly configMap?: KeySelector;
  readonly secret?: KeySelector;
}

export interface Selector {
  readonly field?: string;
  readonly label?: string;
  readonly role: 'Pod' | 'Endpoints' | 'Ingress' | 'Service' | 'Node' | 'EndpointSlice';
}

export interface Server {
  readonly cert?: SecretOrConfigMap;
  readonly certFile?: string;
  readonly cipherSuites?: ReadonlyArray<string>;
  readonly client_ca?: SecretOrConfigMap;
  readonly clientAuthType?: string;
  readonly clientCAFile?: string;
  readonly curvePreferences?: ReadonlyArray<string>;
  readonly keyFile?: string;
  readonly keySecret?: KeySelector;
  readonly maxVersion?: string;
  readonly minVersion?: string;
  readonly preferServerCipherSuites?: boolean;
}

export interface ServiceAccountToken {
  readonly audience?: string;
  readonly expirationSeconds?: number;
  readonly path: string;
}

export interface ServiceMonitorSpec {
  readonly attachMetadata?: AttachMetadata;
  readonly bodySizeLimit?: string;
  readonly convertClassicHistogramsToNHCB?: boolean;
  readonly endpoints: ReadonlyArray<Endpoint>;
  readonly fallbackScrapeProtocol?: 'PrometheusProto' | 'OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0';
  readonly jobLabel?: string;
  readonly keepDroppedTargets?: number;
  readonly labelLimit?: number;
  readonly labelNameLengthLimit?: number;
  readonly labelValueLengthLimit?: number;
  readonly namespaceSelector?: NamespaceSelector;
  readonly nativeHistogramBucketLimit?: number;
  readonly nativeHistogramMinBucketFactor?: IntOrString;
  readonly podTargetLabels?: ReadonlyArray<string>;
  readonly sampleLimit?: number;
  readonly scrapeClass?: string;
  readonly scrapeClassicHistograms?: boolean;
  readonly scrapeProtocols?: ReadonlyArray<'PrometheusProto' | 'OpenMetricsText0.0.1' | 'OpenMetricsText1.0.0' | 'PrometheusText0.0.4' | 'PrometheusText1.0.0'>;
  readonly selector: LabelSelector;
  readonly selectorMechanism?: 'RelabelConfig' | 'RoleSelector';
  readonly targetLabels?: ReadonlyArray<string>;
  readonly targetLimit?: number;
}

export interface ShardRetentionPolicy {
  readonly retain?: Retain;
  readonly whenScaled?: 'Retain' | 'Delete';
}

export interface Sigv4 {
  readonly accessKey?: KeySelector;
  readonly profile?: string;
  readonly region?: string;
  readonly roleArn?: string;
  readonly secretKey?: KeySelector;
}

export interface SlackConfig {
  readonly actions?: ReadonlyArray<SlackConfigAction>;
  readonly apiURL?: KeySelector;
  readonly callbackId?: string;
  readonly channel?: string;
  readonly color?: string;
  readonly fallback?: string;
  readonly fields?: ReadonlyArray<SlackConfigField>;
  readonly footer?: string;
  readonly httpConfig?: DiscordConfigHttpConfig;
  readonly iconEmoji?: string;
  readonly iconURL?: string;
  readonly imageURL?: string;
  readonly linkNames?: boolean;
  readonly mrkdwnIn?: ReadonlyArray<string>;
  readonly pretext?: string;
  readonly sendResolved?: boolean;
  readonly shortFields?: boolean;
  readonly text?: string;
  readonly thumbURL?: string;
  readonly title?: string;
  readonly titleLink?: string;
  readonly username?: string;
}

export interface SlackConfigAction {
  readonly confirm?: Confirm;
  readonly name?: string;
  readonly style?: string;
  readonly text: string;
  readonly type: string;
  readonly url?: string;
  readonly value?: string;
}

export interface SlackConfigField {
  readonly short?: boolean;
  readonly title: string;
  readonly value: string;
}

export interface Sleep {
  readonly seconds: number;
}

export interface SmartHost {
  readonly host: string;
  readonly port: string;
}

export interface Smtp {
  readonly authIdentity?: string;
  readonly authPassword?: KeySelector;
  readonly authSecret?: KeySelector;
  readonly authUsername?: string;
  readonly from?: string;
  readonly hello?: string;
  readonly requireTLS?: boolean;
  readonly smartHost?: SmartHost;
  readonly tlsConfig?: TlsConfig;
}

export interface SnsConfig {
  readonly apiURL?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly httpConfig?: DiscordConfigHttpConfig;
  readonly message?: string;
  readonly phoneNumber?: string;
  readonly sendResolved?: boolean;
  readonly sigv4?: Sigv4;
  readonly subject?: string;
  readonly targetARN?: string;
  readonly topicARN?: string;
}

export interface Source {
  readonly clusterTrustBundle?: ClusterTrustBundle;
  readonly configMap?: SourceConfigMap;
  readonly downwardAPI?: SourceDownwardAPI;
  readonly secret?: SourceConfigMap;
  readonly serviceAccountToken?: ServiceAccountToken;
}

export interface SourceConfigMap {
  readonly items?: ReadonlyArray<ConfigMapItem>;
  readonly name?: string;
  readonly optional?: boolean;
}

export interface SourceDownwardAPI {
  readonly items?: ReadonlyArray<DownwardAPIItem>;
}

export interface Spec {
  readonly accessModes?: ReadonlyArray<string>;
  readonly dataSource?: DataSource;
  readonly dataSourceRef?: DataSourceRef;
  readonly resources?: SpecResources;
  readonly selector?: LabelSelector;
  readonly storageClassName?: string;
  readonly volumeAttributesClassName?: string;
  readonly volumeMode?: string;
  readonly volumeName?: string;
}

export interface SpecResources {
  readonly limits?: Readonly<Record<string, IntOrString>>;
  readonly requests?: Readonly<Record<string, IntOrString>>;
}

export interface Status {
  readonly accessModes?: ReadonlyArray<string>;
  readonly allocatedResourceStatuses?: Readonly<Record<string, string>>;
  readonly allocatedResources?: Readonly<Record<string, IntOrString>>;
  readonly capacity?: Readonly<Record<string, IntOrString>>;
  readonly conditions?: ReadonlyArray<Condition>;
  readonly currentVolumeAttributesClassName?: string;
  readonly modifyVolumeStatus?: ModifyVolumeStatus;
  readonly phase?: string;
}

export interface Storage {
  readonly disableMountSubPath?: boolean;
  readonly emptyDir?: EmptyDir;
  readonly ephemeral?: Ephemeral;
  readonly volumeClaimTemplate?: StorageVolumeClaimTemplate;
}

export interface StorageVolumeClaimTemplate {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: PodMetadata;
  readonly spec?: Spec;
  readonly status?: Status;
}

export interface Storageos {
  readonly fsType?: string;
  readonly readOnly?: boolean;
  readonly secretRef?: ImagePullSecret;
  readonly volumeName?: string;
  readonly volumeNamespace?: string;
}

export interface Sysctl {
  readonly name: string;
  readonly value: string;
}

export interface Targets {
  readonly ingress?: Ingress;
  readonly staticConfig?: TargetsStaticConfig;
}

export interface TargetsStaticConfig {
  readonly labels?: Readonly<Record<string, string>>;
  readonly relabelingConfigs?: ReadonlyArray<RelabelConfig>;
  readonly static?: ReadonlyArray<string>;
}

export interface TcpSocket {
  readonly host?: string;
  readonly port: IntOrString;
}

export interface TelegramConfig {
  readonly apiURL?: string;
  readonly botToken?: KeySelector;
  readonly botTokenFile?: string;
  readonly chatID: number;
  readonly disableNotifications?: boolean;
  readonly httpConfig?: DiscordConfigHttpConfig;
  readonly message?: string;
  readonly messageThreadID?: number;
  readonly parseMode?: 'MarkdownV2' | 'Markdown' | 'HTML';
  readonly sendResolved?: boolean;
}

export interface Thanos {
  readonly additionalArgs?: ReadonlyArray<AdditionalArg>;
  readonly baseImage?: string;
  readonly blockSize?: string;
  readonly getConfigInterval?: string;
  readonly getConfigTimeout?: string;
  readonly grpcListenLocal?: boolean;
  readonly grpcServerTlsConfig?: GrpcServerTlsConfig;
  readonly httpListenLocal?: boolean;
  readonly image?: string;
  readonly listenLocal?: boolean;
  readonly logFormat?: '' | 'logfmt' | 'json';
  readonly logLevel?: '' | 'debug' | 'info' | 'warn' | 'error';
  readonly minTime?: string;
  readonly objectStorageConfig?: KeySelector;
  readonly objectStorageConfigFile?: string;
  readonly readyTimeout?: string;
  readonly resources?: AlertmanagerSpecResources;
  readonly sha?: string;
  readonly tag?: string;
  readonly tracingConfig?: KeySelector;
  readonly tracingConfigFile?: string;
  readonly version?: string;
  readonly volumeMounts?: ReadonlyArray<VolumeMount>;
}

export interface ThanosRulerSpec {
  readonly additionalArgs?: ReadonlyArray<AdditionalArg>;
  readonly affinity?: Affinity;
  readonly alertDropLabels?: ReadonlyArray<string>;
  readonly alertQueryUrl?: string;
  readonly alertRelabelConfigFile?: string;
  readonly alertRelabelConfigs?: KeySelector;
  readonly alertmanagersConfig?: KeySelector;
  readonly alertmanagersUrl?: ReadonlyArray<string>;
  readonly containers?: ReadonlyArray<Container>;
  readonly dnsConfig?: DnsConfig;
  readonly dnsPolicy?: 'ClusterFirstWithHostNet' | 'ClusterFirst' | 'Default' | 'None';
  readonly enableFeatures?: ReadonlyArray<string>;
  readonly enableServiceLinks?: boolean;
  readonly enforcedNamespaceLabel?: string;
  readonly evaluationInterval?: string;
  readonly excludedFromEnforcement?: ReadonlyArray<ExcludedFromEnforcement>;
  readonly externalPrefix?: string;
  readonly grpcServerTlsConfig?: GrpcServerTlsConfig;
  readonly hostAliases?: ReadonlyArray<HostAlias>;
  readonly hostUsers?: boolean;
  readonly image?: string;
  readonly imagePullPolicy?: '' | 'Always' | 'Never' | 'IfNotPresent';
  readonly imagePullSecrets?: ReadonlyArray<ImagePullSecret>;
  readonly initContainers?: ReadonlyArray<Container>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly listenLocal?: boolean;
  readonly logFormat?: '' | 'logfmt' | 'json';
  readonly logLevel?: '' | 'debug' | 'info' | 'warn' | 'error';
  readonly minReadySeconds?: number;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly objectStorageConfig?: KeySelector;
  readonly objectStorageConfigFile?: string;
  readonly paused?: boolean;
  readonly podMetadata?: PodMetadata;
  readonly portName?: string;
  readonly priorityClassName?: string;
  readonly prometheusRulesExcludedFromEnforce?: ReadonlyArray<PrometheusRulesExcludedFromEnforce>;
  readonly queryConfig?: KeySelector;
  readonly queryEndpoints?: ReadonlyArray<string>;
  readonly remoteWrite?: ReadonlyArray<RemoteWrite>;
  readonly replicas?: number;
  readonly resendDelay?: string;
  readonly resources?: AlertmanagerSpecResources;
  readonly retention?: string;
  readonly routePrefix?: string;
  readonly ruleConcurrentEval?: number;
  readonly ruleGracePeriod?: string;
  readonly ruleNamespaceSelector?: LabelSelector;
  readonly ruleOutageTolerance?: string;
  readonly ruleQueryOffset?: string;
  readonly ruleSelector?: LabelSelector;
  readonly securityContext?: AlertmanagerSpecSecurityContext;
  readonly serviceAccountName?: string;
  readonly serviceName?: string;
  readonly storage?: Storage;
  readonly terminationGracePeriodSeconds?: number;
  readonly tolerations?: ReadonlyArray<Toleration>;
  readonly topologySpreadConstraints?: ReadonlyArray<AlertmanagerSpecTopologySpreadConstraint>;
  readonly tracingConfig?: KeySelector;
  readonly tracingConfigFile?: string;
  readonly version?: string;
  readonly volumeMounts?: ReadonlyArray<VolumeMount>;
  readonly volumes?: ReadonlyArray<Volume>;
  readonly web?: ThanosRulerSpecWeb;
}

export interface ThanosRulerSpecWeb {
  readonly httpConfig?: WebHttpConfig;
  readonly tlsConfig?: Server;
}

export interface Time {
  readonly endTime?: string;
  readonly startTime?: string;
}

export interface TimeInterval {
  readonly daysOfMonth?: ReadonlyArray<DaysOfMonth>;
  readonly months?: ReadonlyArray<string>;
  readonly times?: ReadonlyArray<Time>;
  readonly weekdays?: ReadonlyArray<string>;
  readonly years?: ReadonlyArray<string>;
}

export interface TlsConfig {
  readonly ca?: SecretOrConfigMap;
  readonly cert?: SecretOrConfigMap;
  readonly insecureSkipVerify?: boolean;
  readonly keySecret?: KeySelector;
  readonly maxVersion?: 'TLS10' | 'TLS11' | 'TLS12' | 'TLS13';
  readonly minVersion?: 'TLS10' | 'TLS11' | 'TLS12' | 'TLS13';
  readonly serverName?: string;
}

export interface Toleration {
  readonly effect?: string;
  readonly key?: string;
  readonly operator?: string;
  readonly tolerationSeconds?: number;
  readonly value?: string;
}

export interface TracingConfig {
  readonly clientType?: 'http' | 'grpc';
  readonly compression?: 'gzip';
  readonly endpoint: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly insecure?: boolean;
  readonly samplingFraction?: IntOrString;
  readonly timeout?: string;
  readonly tlsConfig?: GrpcServerTlsConfig;
}

export interface Tsdb {
  readonly outOfOrderTimeWindow?: string;
}

export interface ValueFrom {
  readonly configMapKeyRef?: KeySelector;
  readonly fieldRef?: FieldRef;
  readonly resourceFieldRef?: ResourceFieldRef;
  readonly secretKeyRef?: KeySelector;
}

export interface Victorops {
  readonly apiKey?: KeySelector;
  readonly apiURL?: string;
}

export interface VictoropsConfig {
  readonly apiKey?: KeySelector;
  readonly apiUrl?: string;
  readonly customFields?: ReadonlyArray<Header>;
  readonly entityDisplayName?: string;
  readonly httpConfig?: DiscordConfigHttpConfig;
  readonly messageType?: string;
  readonly monitoringTool?: string;
  readonly routingKey?: string;
  readonly sendResolved?: boolean;
  readonly stateMessage?: string;
}

export interface Volume {
  readonly awsElasticBlockStore?: AwsElasticBlockStore;
  readonly azureDisk?: AzureDisk;
  readonly azureFile?: AzureFile;
  readonly cephfs?: Cephfs;
  readonly cinder?: Cinder;
  readonly configMap?: VolumeConfigMap;
  readonly csi?: Csi;
  readonly downwardAPI?: VolumeDownwardAPI;
  readonly emptyDir?: EmptyDir;
  readonly ephemeral?: Ephemeral;
  readonly fc?: Fc;
  readonly flexVolume?: FlexVolume;
  readonly flocker?: Flocker;
  readonly gcePersistentDisk?: GcePersistentDisk;
  readonly gitRepo?: GitRepo;
  readonly glusterfs?: Glusterfs;
  readonly hostPath?: HostPath;
  readonly image?: Image;
  readonly iscsi?: Iscsi;
  readonly name: string;
  readonly nfs?: Nfs;
  readonly persistentVolumeClaim?: PersistentVolumeClaim;
  readonly photonPersistentDisk?: PhotonPersistentDisk;
  readonly portworxVolume?: PortworxVolume;
  readonly projected?: Projected;
  readonly quobyte?: Quobyte;
  readonly rbd?: Rbd;
  readonly scaleIO?: ScaleIO;
  readonly secret?: Secret;
  readonly storageos?: Storageos;
  readonly vsphereVolume?: VsphereVolume;
}

export interface VolumeConfigMap {
  readonly defaultMode?: number;
  readonly items?: ReadonlyArray<ConfigMapItem>;
  readonly name?: string;
  readonly optional?: boolean;
}

export interface VolumeDevice {
  readonly devicePath: string;
  readonly name: string;
}

export interface VolumeDownwardAPI {
  readonly defaultMode?: number;
  readonly items?: ReadonlyArray<DownwardAPIItem>;
}

export interface VolumeMount {
  readonly mountPath: string;
  readonly mountPropagation?: string;
  readonly name: string;
  readonly readOnly?: boolean;
  readonly recursiveReadOnly?: string;
  readonly subPath?: string;
  readonly subPathExpr?: string;
}

export interface VsphereVolume {
  readonly fsType?: string;
  readonly storagePolicyID?: string;
  readonly storagePolicyName?: string;
  readonly volumePath: string;
}

export interface WebHttpConfig {
  readonly headers?: Headers;
  readonly http2?: boolean;
}

export interface WebexConfig {
  readonly apiURL?: string;
  readonly httpConfig?: DiscordConfigHttpConfig;
  readonly message?: string;
  readonly roomID: string;
  readonly sendResolved?: boolean;
}

export interface WebhookConfig {
  readonly httpConfig?: DiscordConfigHttpConfig;
  readonly maxAlerts?: number;
  readonly sendResolved?: boolean;
  readonly timeout?: string;
  readonly url?: string;
  readonly urlSecret?: KeySelector;
}

export interface Wechat {
  readonly apiCorpID?: string;
  readonly apiSecret?: KeySelector;
  readonly apiURL?: string;
}

export interface WechatConfig {
  readonly agentID?: string;
  readonly apiSecret?: KeySelector;
  readonly apiURL?: string;
  readonly corpID?: string;
  readonly httpConfig?: DiscordConfigHttpConfig;
  readonly message?: string;
  readonly messageType?: string;
  readonly sendResolved?: boolean;
  readonly toParty?: string;
  readonly toTag?: string;
  readonly toUser?: string;
}

export interface WindowsOptions {
  readonly gmsaCredentialSpec?: string;
  readonly gmsaCredentialSpecName?: string;
  readonly hostProcess?: boolean;
  readonly runAsUserName?: string;
}

import { Manifests } from '../support/platform';

interface Service {
  spec: { type: string; ports: { name: string; port: number; targetPort: string; nodePort?: number }[] };
}

const ingress = (text: string): Manifests => Manifests.of(`openwhisk: {ingress: {${text}}}`);
const service = (manifests: Manifests): Service['spec'] => manifests.get<Service>('Service', 'nginx').spec;
const ports = (manifests: Manifests): string[] =>
  service(manifests).ports.map(({ name, port, targetPort }) => `${name} ${port}→${targetPort}`);

describe('how clients reach the platform', () => {
  test('requests of clients: nginx becomes ready once a controller has answered through it', () => {
    const [container] = Manifests.of('').pod('nginx').containers;
    expect(container).toMatchObject({
      startupProbe: { httpGet: { path: '/ping' } },
      readinessProbe: { httpGet: { path: '/nginx-health' } },
    });
  });

  test.each(['nginx', 'controller', 'apigateway'])(
    'requests of clients: %s goes on answering until the nodes have forgotten its pod',
    (component) => {
      const [container] = Manifests.of('profile: production').pod(component).containers;
      expect(container).toMatchObject({ lifecycle: { preStop: { sleep: { seconds: 5 } } } });
    },
  );

  test('29: NodePort opens port 31001 for TLS, with a certificate that a job generates', () => {
    const standard = Manifests.of('profile: standard');
    expect(service(standard).type).toBe('NodePort');
    expect(service(standard).ports.find(({ name }) => name === 'https')?.nodePort).toBe(31001);
    expect(ports(standard)).toEqual(['http 80→http', 'https 443→https']);
    expect(standard.pod('nginx').volumes).toContainEqual(
      expect.objectContaining({
        name: 'certs',
        secret: expect.objectContaining({ secretName: 'owdev-nginx' }) as unknown,
      }),
    );
  });

  test('on a dual-stack cluster, nginx has an address of each family, and the other Services have one', () => {
    const dual = Manifests.of('cluster: { ipFamilies: [IPv4, IPv6] }');
    expect(service(dual)).toMatchObject({ ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] });
    expect(dual.config('nginx')['nginx.conf']).toContain('listen [::]:8080 default_server;');
    expect(dual.get<Service>('Service', 'controller').spec).not.toHaveProperty('ipFamilies');
    const single = Manifests.of('');
    expect(service(single)).not.toHaveProperty('ipFamilyPolicy');
    expect(single.config('nginx')['nginx.conf']).not.toContain('[::]');
  });

  test('30: LoadBalancer has the annotations, and forwards 443 to plain HTTP if it terminates TLS itself', () => {
    const own = ingress('type: LoadBalancer, apiHost: {name: ow.example.com}, annotations: {a.example/b: c}');
    expect(service(own).type).toBe('LoadBalancer');
    expect(own.get('Service', 'nginx').metadata.annotations).toEqual({ 'a.example/b': 'c' });
    const ended = ingress('type: LoadBalancer, apiHost: {name: ow.example.com}, tls: {terminatedUpstream: true}');
    expect(ports(ended)).toEqual(['http 80→http', 'https 443→http']);
    expect(ended.names('Job')).not.toContain('gen-certs');
  });

  test('31: Standard is an Ingress that sends the API host and its vanity hosts to nginx', () => {
    const standard = ingress(
      'type: Standard, className: nginx, apiHost: {name: ow.example.com}, tls: {existingSecret: ow-tls}',
    );
    const { spec, apiVersion, metadata } = standard.get<{
      spec: { ingressClassName: string; tls: unknown; rules: unknown };
    }>('Ingress', 'ingress');
    expect(apiVersion).toBe('networking.k8s.io/v1');
    const backend = { service: { name: 'owdev-nginx', port: { name: 'http' } } };
    const http = { paths: [{ path: '/', pathType: 'Prefix', backend }] };
    expect(spec.rules).toEqual([
      { host: 'ow.example.com', http },
      { host: '*.ow.example.com', http },
    ]);
    expect(spec.tls).toEqual([{ hosts: ['ow.example.com', '*.ow.example.com'], secretName: 'ow-tls' }]);
    expect(spec.ingressClassName).toBe('nginx');
    expect(metadata.annotations).toMatchObject({
      'nginx.ingress.kubernetes.io/proxy-body-size': '50m',
      'nginx.ingress.kubernetes.io/proxy-read-timeout': '80',
    });
    expect(standard.names('Job')).not.toContain('gen-certs');
    expect(service(standard).type).toBe('ClusterIP');
  });

  test('Gateway is a route that sends the API host and its vanity hosts to nginx, as an Ingress does', () => {
    const at = 'apiHost: {name: ow.example.com}';
    const routed = ingress(`type: Gateway, ${at}, gateway: {parentRefs: [{name: shared}]}`);
    const { spec } = routed.get<{ spec: { hostnames: string[]; rules: { backendRefs: unknown[] }[] } }>(
      'HTTPRoute',
      'gateway',
    );
    const classic = ingress(`type: Standard, ${at}`).get<{ spec: { rules: { host: string }[] } }>('Ingress', 'ingress');
    expect(spec.hostnames).toEqual(classic.spec.rules.map(({ host }) => host));
    expect(spec.rules.flatMap(({ backendRefs }) => backendRefs)).toEqual([{ name: 'owdev-nginx', port: 80 }]);
    expect(service(routed).type).toBe('ClusterIP');
    expect(routed.names('Ingress')).toEqual([]);
    expect(routed.kind('CustomResourceDefinition')).toEqual([]);
  });

  test('a created Gateway has the certificate of the API host, from each of its sources', () => {
    const at = 'type: Gateway, apiHost: {name: ow.example.com}, gateway: {className: envoy}';
    const secret = (text: string): unknown =>
      /"certificateRefs":\[\{"kind":"Secret","name":"([^"]+)"\}\]/.exec(
        JSON.stringify(ingress(text).get('Gateway', 'gateway')),
      )?.[1];
    expect(secret(at)).toBe('owdev-nginx');
    expect(ingress(at).names('Job')).toContain('gen-certs');
    expect(secret(`${at}, tls: {existingSecret: ow-tls}`)).toBe('ow-tls');
    expect(secret(`${at}, tls: {certManager: {issuer: my-issuer}}`)).toBe('owdev-nginx');
    expect(ingress(`${at}, tls: {certManager: {issuer: my-issuer}}`).names('Certificate')).toContain('nginx');
  });

  test('32: a user-provided certificate is mounted, and none is generated', () => {
    const own = ingress('tls: {existingSecret: my-cert}');
    expect(own.names('Job')).not.toContain('gen-certs');
    expect(JSON.stringify(own.pod('nginx').volumes)).toContain('"secretName":"my-cert"');
  });

  test('34: the internal API host is nginx, unless the external one is used internally as well', () => {
    const keys = (manifests: Manifests): unknown => manifests.config('whisk.config')['whisk_internal_api_host_url'];
    expect(keys(Manifests.of('profile: standard'))).toBe('http://owdev-nginx.openwhisk.svc.cluster.local:80');
    const outside = ingress('useInternally: true, apiHost: {name: ow.example.com, port: 443}');
    expect(keys(outside)).toBe('https://ow.example.com:443');
  });

  test('35: the ConfigMap has the keys that existing tools read', () => {
    const standard = Manifests.of('profile: standard');
    expect(Object.keys(standard.config('whisk.config'))).toHaveLength(14);
    expect(Object.keys(standard.config('db.config')).sort()).toEqual([
      'db_host',
      'db_host_port',
      'db_port',
      'db_prefix',
      'db_protocol',
      'db_provider',
      'db_url',
      'db_whisk_actions',
      'db_whisk_activations',
      'db_whisk_auths',
    ]);
  });

  test('the alarm provider, which only speaks TLS, fires triggers if TLS is served', () => {
    expect(Manifests.of('profile: standard').env('alarmprovider')['ROUTER_HOST']).toBe(
      'owdev-nginx.openwhisk.svc.cluster.local:443',
    );
    const ended = ingress('type: LoadBalancer, apiHost: {name: ow.example.com}, tls: {terminatedUpstream: true}');
    expect(ended.env('alarmprovider')['ROUTER_HOST']).toBe('ow.example.com:443');
  });

  test.each([
    'type: None',
    'type: Standard, apiHost: {name: ow.example.com, protocol: http}',
    'type: Gateway, apiHost: {name: ow.example.com}, gateway: {parentRefs: [{name: shared}]}',
  ])('the alarm provider reaches a TLS port of nginx that nothing else does: %s', (yaml) => {
    const manifests = ingress(yaml);
    expect(manifests.env('alarmprovider')['ROUTER_HOST']).toBe('owdev-nginx.openwhisk.svc.cluster.local:443');
    expect(ports(manifests)).toEqual(['http 80→http', 'https 443→https']);
    expect(service(manifests).type).toBe('ClusterIP');
    expect(manifests.config('nginx')['nginx.conf']).toContain('listen 10443 ssl');
    expect(manifests.names('Job')).toContain('gen-certs');
    const alone = Manifests.of(`openwhisk: {ingress: {${yaml}}, providers: {alarm: {enabled: false}}}`);
    expect(ports(alone)).toEqual(['http 80→http']);
    expect(alone.names('Job')).not.toContain('gen-certs');
  });

  test.each([
    ['type: NodePort, nodePort: 30443, apiHost: {name: 192.0.2.1}', 'https://192.0.2.1:30443'],
    ['type: LoadBalancer, apiHost: {name: ow.example.com}', 'https://ow.example.com:443'],
    ['type: Standard, apiHost: {name: ow.example.com, protocol: http}', 'http://ow.example.com:80'],
    ['type: Gateway, gateway: {className: a}, apiHost: {name: ow.example.com}', 'https://ow.example.com:443'],
    ['type: NodePort, apiHost: {name: "fd00::1"}', 'https://[fd00::1]:31001'],
    ['type: NodePort, apiHost: {name: ow.example.com, port: 443}', 'https://ow.example.com:443'],
  ])('the API host has the port of its entry point unless the file has another: %s', (yaml, url) => {
    expect(ingress(yaml).config('whisk.config')['whisk_external_api_host_url']).toBe(url);
  });

  test.each(['akka', 'pekko'])(
    'every part waits longer than the part behind it for a blocking invocation: %s',
    (system) => {
      const manifests = Manifests.of(
        `openwhisk: {actorSystem: ${system}, controller: {blockingWaitSeconds: 300}, ingress: {type: Standard, apiHost: {name: ow.example.com}}}`,
      );
      const env = manifests.env('controller');
      const seconds = [
        env['CONFIG_whisk_controller_activation_maxWaitForBlockingActivation'],
        env[`CONFIG_${system}_http_server_requestTimeout`],
        env[`CONFIG_${system}_http_server_idleTimeout`],
        /proxy_read_timeout (\d+)s/.exec(manifests.config('nginx')['nginx.conf'] ?? '')?.[1],
        manifests.get('Ingress', 'ingress').metadata.annotations?.['nginx.ingress.kubernetes.io/proxy-read-timeout'],
      ].map((text) => Number.parseInt(text ?? '', 10));
      expect(seconds).toEqual([300, 305, 310, 315, 320]);
    },
  );
});

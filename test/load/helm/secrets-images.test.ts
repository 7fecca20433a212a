import { converted, outcomeOf, platformOf, LEFT_OUT } from './helm';

/** The lines of the platform file but the profile. */
const body = (...texts: string[]): string =>
  converted(...texts)
    .text.replace(/^profile: \w+\n/, '')
    .replace(LEFT_OUT, '');

describe('credentials', () => {
  const YAML = `
whisk: { auth: { system: secret-1 }, ingress: { type: Standard, apiHostName: ow.example.org, tls: { enabled: true, createsecret: true, crt: secret-2, key: secret-3 } } }
db: { external: true, host: db.example.org, auth: { username: secret-4, password: secret-5 } }
docker: { registry: { name: registry.example.org/ow/, username: secret-6, password: secret-7 } }
activationStoreBackend: ElasticSearch
elasticsearch: { external: true, host: es.example.org, username: secret-8, password: secret-9 }
grafana: { adminPassword: secret-10 }
nginx: { certificate: { sslPassword: secret-11 } }
providers: { db: { external: true, host: triggers.example.org, username: secret-12, password: secret-13 } }
`;

  test('appear neither in the platform file nor in the report', () => {
    const conversion = converted(YAML);
    expect(JSON.stringify([conversion.text, conversion.outcomes, conversion.loaded])).not.toContain('secret-');
  });

  test('are reported with the command for each Secret', () => {
    const conversion = converted(YAML);
    expect(platformOf(conversion)).toMatchObject({
      images: { registry: 'registry.example.org/ow', pullSecrets: ['openwhisk-registry'] },
      openwhisk: {
        auth: { existingSecret: 'openwhisk-auth' },
        couchdb: { external: { host: 'db.example.org' }, auth: { existingSecret: 'openwhisk-couchdb' } },
        ingress: { tls: { existingSecret: 'ow-ingress-tls-secret' } },
        activationStore: {
          backend: 'Elasticsearch',
          elasticsearch: { external: { existingSecret: 'openwhisk-elasticsearch' } },
        },
        providers: { db: { external: { host: 'triggers.example.org', existingSecret: 'openwhisk-providers' } } },
      },
    });
    expect([...new Set(conversion.outcomes.flatMap(({ command }) => command ?? []))].sort()).toEqual([
      ['openwhisk', 'openwhisk-actions']
        .map(
          (namespace) =>
            `kubectl create secret docker-registry openwhisk-registry --namespace ${namespace} --docker-server=registry.example.org --docker-username='<your value of docker.registry.username>' --docker-password='<your value of docker.registry.password>'`,
        )
        .join(' && '),
      "kubectl create secret generic openwhisk-auth --namespace openwhisk --from-literal=system='<your value of whisk.auth.system>' --from-literal=guest='<a value for whisk.auth.guest>'",
      "kubectl create secret generic openwhisk-couchdb --namespace openwhisk --from-literal=db_username='<your value of db.auth.username>' --from-literal=db_password='<your value of db.auth.password>'",
      "kubectl create secret generic openwhisk-elasticsearch --namespace openwhisk --from-literal=username='<your value of elasticsearch.username>' --from-literal=password='<your value of elasticsearch.password>'",
      "kubectl create secret generic openwhisk-providers --namespace openwhisk --from-literal=db_username='<your value of providers.db.username>' --from-literal=db_password='<your value of providers.db.password>'",
      "kubectl create secret tls ow-ingress-tls-secret --namespace openwhisk --cert='<file with your certificate>' --key='<file with your private key>'",
    ]);
  });

  test('published by the chart are replaced by generated ones', () => {
    const conversion = converted('db: { auth: { username: whisk_admin, password: some_passw0rd } }');
    expect(conversion.text).toBe(`profile: standard\n${LEFT_OUT}`);
    expect(outcomeOf(conversion, 'db.auth.password')).toMatchObject({ status: 'changed', command: undefined });
    expect(outcomeOf(conversion, 'db.auth.username')).toMatchObject({ status: 'obsolete' });
  });
});

describe('images', () => {
  test.each([
    [
      'one tag of all',
      'controller: {imageTag: abc}\ninvoker: {imageTag: abc}\nutility: {imageTag: abc}',
      'openwhisk:\n  actorSystem: akka\n  imageTag: abc\n',
    ],
    [
      'a tag of one',
      'controller: { imageTag: abc }',
      'images:\n  overrides:\n    controller: docker.io/openwhisk/controller:abc\n',
    ],
    [
      'a build of ones own',
      'nginx: { imageName: quay.io/me/nginx, imageTag: 1.29 }',
      'images:\n  overrides:\n    nginx: quay.io/me/nginx:1.29\n',
    ],
    [
      'an official image',
      'zookeeper: { imageTag: 3.9.2 }',
      'images:\n  overrides:\n    zookeeper: docker.io/library/zookeeper:3.9.2\n',
    ],
    [
      'one in a registry',
      'docker: { registry: { name: r.io/x/ } }\nredis: { imageTag: "7.4" }',
      'images:\n  registry: r.io/x\n  overrides:\n    redis: r.io/x/redis:7.4\n',
    ],
    [
      'a version without its last part, which stands for the latest',
      'nginx: { imageTag: "1.27" }',
      'images:\n  overrides:\n    nginx: docker.io/library/nginx:1.27\n',
    ],
    ['the policy of all', 'controller: { imagePullPolicy: Always }', 'images:\n  pullPolicy: Always\n'],
  ])('%s', (_, yaml, expected) => {
    expect(body(yaml)).toBe(expected);
  });

  test.each([
    ['the chart has itself', 'db: { imageTag: "2.3" }', 'db.imageTag', 'obsolete', "the chart's own image"],
    [
      'has no version',
      'busybox: { imageTag: latest, imageName: me/busybox }',
      'busybox.imageTag',
      'changed',
      "moving tag 'latest'",
    ],
    [
      'is too old for the configuration of nginx',
      'nginx: { imageTag: "1.17" }',
      'nginx.imageTag',
      'changed',
      'nginx:1.17 is too old: it lacks the parameter resolve of server in upstream',
    ],
    [
      'is too old for the configuration of nginx, in a build of ones own',
      'nginx: { imageName: me/nginx, imageTag: 1.27.2-alpine }',
      'nginx.imageName',
      'changed',
      'me/nginx:1.27.2-alpine is too old',
    ],
    [
      'was of an earlier chart',
      'apigw: { imageTag: "0.11.0" }',
      'apigw.imageTag',
      'changed',
      'openwhisk/apigateway:0.11.0 is the image of an earlier version of the chart: the platform runs docker.io/openwhisk/apigateway',
    ],
    [
      'has a v before its number and was of an earlier chart',
      'etcd: { imageTag: v3.3.9 }',
      'etcd.imageTag',
      'changed',
      'quay.io/coreos/etcd:v3.3.9 is the image of an earlier version of the chart',
    ],
    [
      'is another build of Kafka',
      'kafka: { imageTag: 2.13-2.8.1 }',
      'kafka.imageTag',
      'changed',
      'wurstmeister/kafka is set up',
    ],
    [
      'policies disagree about',
      'controller: {imagePullPolicy: Always}\nnginx: {imagePullPolicy: Never}',
      'nginx.imagePullPolicy',
      'changed',
      'Always, Never',
    ],
  ])('%s is not taken over', (_, yaml, option, status, reason) => {
    const conversion = converted(yaml);
    expect(conversion.text).toBe(`profile: standard\n${LEFT_OUT}`);
    expect(outcomeOf(conversion, option)).toMatchObject({ status, reason: expect.stringContaining(reason) as string });
  });
});

import { podOwners, type ContainerManifest } from '../../../lib/checks/read/manifests';
import { PLATFORMS } from './platforms';

/** Paths that an image uses without a setting of the platform, by container, with their sources. */
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  // CouchDB 3.4.3, etc/default.ini: database_dir; the command line of the image reads etc/local.d/*.ini.
  couchdb: ['/opt/couchdb/data', '/opt/couchdb/etc/local.d/10-openwhisk.ini'],
  // Docker's image of ZooKeeper 3.9: ZOO_CONF_DIR and ZOO_LOG_DIR.
  zookeeper: ['/conf/zoo.cfg', '/logs'],
  // The script composes the paths: lib/openwhisk/database/init-script.ts.
  'init-couchdb': ['/design/actions', '/design/activations', '/design/auths'],
  nginx: ['/etc/nginx/nginx.conf'],
  'activation-gateway': ['/etc/nginx/nginx.conf'],
  // openwhisk-package-alarms 2.3.0, provider/Logger.js.
  alarmprovider: ['/logs'],
  // Elasticsearch 8, the image's defaults of path.data, path.logs, and its configuration.
  elasticsearch: [
    '/usr/share/elasticsearch/config',
    '/usr/share/elasticsearch/config/certs',
    '/usr/share/elasticsearch/data',
    '/usr/share/elasticsearch/logs',
  ],
  // Docker container factory (ef725a6 and 1fae641, DockerClient.scala, RuncClient.scala, DockerContainer.scala).
  invoker: ['/sys/fs/cgroup', '/run/runc', '/containers', '/var/run/docker.sock'],
};

interface Mounting {
  readonly volumeMounts?: readonly { readonly mountPath: string }[];
}

describe.each(PLATFORMS)('with $generation, $mode', ({ manifests }) => {
  test('each mounted path is one that the program uses', () => {
    const files = JSON.stringify(manifests.kind('ConfigMap').map((config) => config['data']));
    const unused = podOwners(manifests.synthesis)
      .filter(({ pod }) => pod.metadata.labels['app.kubernetes.io/part-of'] === 'openwhisk')
      .flatMap(({ pod }) => pod.spec.containers)
      .flatMap(({ ...container }: ContainerManifest & Mounting) => {
        const { volumeMounts = [], ...rest } = container;
        const text = JSON.stringify(rest) + files;
        return volumeMounts
          .map(({ mountPath }) => mountPath)
          .filter((path) => path !== '/tmp' && !text.includes(path) && !BUILT_IN[container.name]?.includes(path))
          .map((path) => `${container.name} ${path}`);
      });
    expect(unused).toEqual([]);
  });
});

import { join } from 'node:path';
import { IMAGES } from '../../../lib/catalogue/images';
import { pinnedVersion } from '../../cluster/scripts/installations';
import type { BaseLayers } from './base';
import type { ImageBuilder } from './builder';
import { familiesText } from './families';
import type { Layer } from './oci';
import { versionOf } from './version';

/** Folders on this machine with programs that are not built. */
export interface Servers {
  /** The program itself. */
  readonly nginx: string;
  /** Modules of PouchDB, which stands in for CouchDB. */
  readonly couchdb: string;
  /** This project's compiled code. */
  readonly build: string;
  readonly kafka: string;
  readonly zookeeper: string;
  readonly elasticsearch: string;
  /** The Java runtime. */
  readonly java: string;
}

/** This nginx is built without the module stub_status: its page is a fixed text. */
const NGINX_START = String.raw`#!/bin/sh -e
page='Active connections: 1 \nserver accepts handled requests\n 7 7 9 \nReading: 0 Writing: 1 Waiting: 0 \n'
sed 's|stub_status;|return 200 "'"$page"'";|' /etc/nginx/nginx.conf >/tmp/nginx.conf
exec nginx -c /tmp/nginx.conf -g 'daemon off;'
`;

/** nginx, Redis and CouchDB. */
export async function storeImages(
  images: ImageBuilder,
  { debian, standIn }: BaseLayers,
  servers: Pick<Servers, 'nginx' | 'couchdb' | 'build'>,
): Promise<void> {
  const nginx = await images.layer('nginx', (root) =>
    root
      .program(servers.nginx, '/usr/sbin/nginx')
      .write('/etc/nginx/mime.types', 'types { text/html html; application/json json; }\n')
      .folderAt('/var/cache/nginx', 0o777)
      .write('/start-nginx.sh', NGINX_START, 0o755),
  );
  images.real(
    IMAGES.nginx,
    [debian, nginx],
    { cmd: ['/start-nginx.sh'], stopSignal: 'SIGQUIT' },
    `nginx ${pinnedVersion('nginx')}, without stub_status`,
  );
  const redis = await images.layer('redis', (root) => root.programs('redis-server', 'redis-cli'));
  images.real(IMAGES.redis, [debian, redis], { cmd: ['redis-server'], workingDir: '/data' }, versionOf('redis-server'));

  const couchdb = await images.layer('couchdb', (root) =>
    root
      .program(process.execPath, '/usr/bin/node')
      .copy(servers.couchdb, '/opt/pouchdb')
      .copy(join(servers.build, 'test', 'cluster', 'scripts', 'couchdb-server.js'), '/opt/server/couchdb-server.js')
      .write('/families', familiesText('couchdb')),
  );
  const server = ['node', '/opt/server/couchdb-server.js', '/opt/pouchdb', '/opt/couchdb/data', '5984', '0.0.0.0'];
  images.standIn(IMAGES.couchdb, [debian, standIn, couchdb], { entrypoint: ['stand-in', 'couchdb', ...server] });
}

const JAVA_HOME = '/opt/java';

/** The Java runtime of this machine. */
export async function javaLayer(images: ImageBuilder, java: string): Promise<Layer> {
  return images.layer('java', (root) => {
    for (const part of ['bin/java', 'lib', 'conf', 'release']) root.copy(join(java, part), `${JAVA_HOME}/${part}`);
    for (const part of ['bin/java', 'lib/server/libjvm.so', 'lib/libnio.so', 'lib/libnet.so'])
      root.librariesOf(join(java, part));
    return root;
  });
}

// What the image's script does besides starting the server is about JMX and memory of small machines.
const KAFKA_START = `#!/bin/sh
case "\${EXTRA_ARGS--loggc}" in *-loggc*) gc="-Xlog:gc:file=$LOG_DIR/gc.log" ;; *) gc= ;; esac
mkdir -p "$LOG_DIR"
exec ${JAVA_HOME}/bin/java $KAFKA_HEAP_OPTS $gc $KAFKA_LOG4J_OPTS $KAFKA_OPTS -cp '/opt/kafka/libs/*' kafka.Kafka "$@"
`;

const KAFKA_TOOL = `#!/bin/sh
exec ${JAVA_HOME}/bin/java -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '/opt/kafka/libs/*' "$@"
`;

const ZOOKEEPER_START = `#!/bin/sh -e
[ -e /data/myid ] || echo "$ZOO_MY_ID" >/data/myid
exec ${JAVA_HOME}/bin/java "-Xmx\${ZK_SERVER_HEAP}m" $SERVER_JVMFLAGS -cp '/conf:/opt/zookeeper/lib/*' \\
  org.apache.zookeeper.server.quorum.QuorumPeerMain /conf/zoo.cfg
`;

const ZOOKEEPER_CLIENT = `#!/bin/sh
exec ${JAVA_HOME}/bin/java -Xmx32m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '/conf:/opt/zookeeper/lib/*:/opt/zookeeper/client/*' \\
  org.apache.zookeeper.ZooKeeperMain "$@"
`;

const COMMONS_CLI = 'commons-cli-1.4.jar';

const LOGBACK = `<configuration>
  <appender name="out" class="ch.qos.logback.core.ConsoleAppender"><encoder><pattern>%d %level %msg%n</pattern></encoder></appender>
  <root level="WARN"><appender-ref ref="out"/></root>
</configuration>
`;

/** Kafka and ZooKeeper. */
export async function busImages(
  images: ImageBuilder,
  { debian }: BaseLayers,
  java: Layer,
  servers: Pick<Servers, 'kafka' | 'zookeeper'>,
): Promise<void> {
  const kafka = await images.layer('kafka', (root) =>
    root
      .copy(servers.kafka, '/opt/kafka/libs')
      .write('/opt/kafka/bin/kafka-server-start.sh', KAFKA_START, 0o755)
      .write('/usr/bin/kafka-tool', KAFKA_TOOL, 0o755),
  );
  images.real(IMAGES.kafka, [debian, java, kafka], {});
  const zookeeper = await images.layer('zookeeper', (root) =>
    root
      .copy(servers.zookeeper, '/opt/zookeeper/lib')
      // A library that only the client needs, and that Maven does not bring with the server.
      .copy(join(servers.kafka, COMMONS_CLI), `/opt/zookeeper/client/${COMMONS_CLI}`)
      .write('/conf/logback.xml', LOGBACK)
      .write('/docker-entrypoint.sh', ZOOKEEPER_START, 0o755)
      .write('/usr/bin/zookeeper-client', ZOOKEEPER_CLIENT, 0o755),
  );
  images.real(IMAGES.zookeeper, [debian, java, zookeeper], {});
}

/** Elasticsearch; Maven serves a distribution without the management of indices' life, which the stand-in answers for. */
export async function elasticsearchImage(
  images: ImageBuilder,
  { debian, standIn }: BaseLayers,
  java: Layer,
  servers: Pick<Servers, 'elasticsearch'>,
): Promise<void> {
  const home = '/usr/share/elasticsearch';
  const elasticsearch = await images.layer('elasticsearch', (root) => {
    for (const part of ['bin', 'config', 'lib', 'modules'])
      root.copy(join(servers.elasticsearch, part), `${home}/${part}`);
    return root.folderAt(`${home}/plugins`).folderAt(`${home}/logs`);
  });
  images.real(
    IMAGES.elasticsearch,
    [debian, java, standIn, elasticsearch],
    {
      entrypoint: ['stand-in', 'elasticsearch'],
      workingDir: home,
      env: { ES_JAVA_HOME: JAVA_HOME, ELASTICSEARCH_VERSION: pinnedVersion('elasticsearch') },
    },
    'ILM and the page at / by a stand-in',
  );
}
